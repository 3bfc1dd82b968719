using System.Runtime.InteropServices;

namespace NetCompiler.Benchmarks;

/// <summary>
/// ONNX Runtime through its C interface, in this process and on the calling thread: one model with one input and one output, one thread, operators one
/// after another, all optimisations. The library is found by <see cref="OnnxRuntimeLibrary"/>.
/// </summary>
internal sealed class OnnxRuntimeSession : IDisposable
{
    // ORT_ENABLE_ALL and ORT_SEQUENTIAL; warnings are not shown, errors are.
    private const int AllOptimisations = 99;
    private const int Sequential = 0;
    private const int ErrorsOnly = 3;
    private const int FloatElements = 1;

    // The interface asked for: old, so that any library of the last years has it.
    private const uint InterfaceVersion = 14;

    private readonly nint _api;
    private readonly GCHandle _input;
    private readonly GCHandle _output;
    private readonly nint _inputName = Marshal.StringToCoTaskMemUTF8("input");
    private readonly nint _outputName = Marshal.StringToCoTaskMemUTF8("output");
    private readonly nint _environment;
    private readonly nint _session;
    private readonly nint _inputValue;
    private readonly nint _outputValue;
    private readonly RunCall _run;

    /// <param name="library">The shared library.</param>
    /// <param name="model">The <c>.onnx</c> file.</param>
    /// <param name="input">Elements of <c>input</c>, which stay where they are.</param>
    /// <param name="output">Where elements of <c>output</c> go.</param>
    public OnnxRuntimeSession(string library, string model, float[] input, int[] inputShape, float[] output, int[] outputShape)
    {
        _api = Marshal.GetDelegateForFunctionPointer<ApiCall>(Marshal.ReadIntPtr(Base(library)))(InterfaceVersion);
        _input = GCHandle.Alloc(input, GCHandleType.Pinned);
        _output = GCHandle.Alloc(output, GCHandleType.Pinned);

        nint log = Marshal.StringToCoTaskMemUTF8("peers");
        Check(Function<CreateEnvironmentCall>(Entry.CreateEnv)(ErrorsOnly, log, out _environment));
        Marshal.FreeCoTaskMem(log);
        Check(Function<CreateCall>(Entry.CreateSessionOptions)(out nint options));
        Check(Function<SetNumberCall>(Entry.SetIntraOpNumThreads)(options, 1));
        Check(Function<SetNumberCall>(Entry.SetInterOpNumThreads)(options, 1));
        Check(Function<SetNumberCall>(Entry.SetSessionExecutionMode)(options, Sequential));
        Check(Function<SetNumberCall>(Entry.SetSessionGraphOptimizationLevel)(options, AllOptimisations));

        // Paths are wide characters on Windows, bytes elsewhere.
        nint path = OperatingSystem.IsWindows() ? Marshal.StringToCoTaskMemUni(model) : Marshal.StringToCoTaskMemUTF8(model);
        Check(Function<CreateSessionCall>(Entry.CreateSession)(_environment, path, options, out _session));
        Marshal.FreeCoTaskMem(path);
        Function<ReleaseCall>(Entry.ReleaseSessionOptions)(options);
        Check(Function<CreateMemoryCall>(Entry.CreateCpuMemoryInfo)(0, 0, out nint memory));
        _inputValue = Tensor(memory, _input, input.Length, inputShape);
        _outputValue = Tensor(memory, _output, output.Length, outputShape);
        Function<ReleaseCall>(Entry.ReleaseMemoryInfo)(memory);
        _run = Function<RunCall>(Entry.Run);
    }

    private delegate nint ApiBaseCall();

    private delegate nint ApiCall(uint version);

    private delegate nint CreateCall(out nint result);

    private delegate nint CreateEnvironmentCall(int level, nint name, out nint environment);

    private delegate nint SetNumberCall(nint options, int number);

    private delegate nint CreateSessionCall(nint environment, nint path, nint options, out nint session);

    private delegate nint CreateMemoryCall(int allocator, int kind, out nint memory);

    private delegate nint CreateTensorCall(nint memory, nint data, nuint bytes, long[] shape, nuint rank, int type, out nint value);

    private delegate nint RunCall(
        nint session, nint options, in nint inputNames, in nint inputs, nuint inputCount, in nint outputNames, nuint outputCount, ref nint outputs);

    private delegate nint MessageCall(nint status);

    private delegate void ReleaseCall(nint instance);

    /// <summary>Places in the table of functions (OrtApi of onnxruntime_c_api.h), which only grows.</summary>
    private enum Entry
    {
        GetErrorMessage = 2,
        CreateEnv = 3,
        CreateSession = 7,
        Run = 9,
        CreateSessionOptions = 10,
        SetSessionExecutionMode = 13,
        SetSessionGraphOptimizationLevel = 23,
        SetIntraOpNumThreads = 24,
        SetInterOpNumThreads = 25,
        CreateTensorWithDataAsOrtValue = 49,
        CreateCpuMemoryInfo = 69,
        ReleaseEnv = 92,
        ReleaseStatus = 93,
        ReleaseMemoryInfo = 94,
        ReleaseSession = 95,
        ReleaseValue = 96,
        ReleaseSessionOptions = 100,
    }

    /// <summary>The library's own word on what it is.</summary>
    public static string VersionOf(string library) =>
        Marshal.PtrToStringUTF8(Marshal.GetDelegateForFunctionPointer<ApiBaseCall>(Marshal.ReadIntPtr(Base(library), nint.Size))())!;

    /// <summary>One run from the input's array to the output's.</summary>
    public void Run()
    {
        nint output = _outputValue;
        Check(_run(_session, 0, _inputName, _inputValue, 1, _outputName, 1, ref output));
    }

    public void Dispose()
    {
        Function<ReleaseCall>(Entry.ReleaseValue)(_inputValue);
        Function<ReleaseCall>(Entry.ReleaseValue)(_outputValue);
        Function<ReleaseCall>(Entry.ReleaseSession)(_session);
        Function<ReleaseCall>(Entry.ReleaseEnv)(_environment);
        Marshal.FreeCoTaskMem(_inputName);
        Marshal.FreeCoTaskMem(_outputName);
        _input.Free();
        _output.Free();
    }

    /// <summary>The library's only export: two functions, one for the table of all others, one for its version.</summary>
    private static nint Base(string library) =>
        Marshal.GetDelegateForFunctionPointer<ApiBaseCall>(NativeLibrary.GetExport(NativeLibrary.Load(library), "OrtGetApiBase"))();

    private nint Tensor(nint memory, GCHandle elements, int length, int[] shape)
    {
        long[] sides = Array.ConvertAll(shape, side => (long)side);
        Check(Function<CreateTensorCall>(Entry.CreateTensorWithDataAsOrtValue)(
            memory, elements.AddrOfPinnedObject(), (nuint)length * sizeof(float), sides, (nuint)sides.Length, FloatElements, out nint value));
        return value;
    }

    private void Check(nint status)
    {
        if (status != 0)
        {
            string message = Marshal.PtrToStringUTF8(Function<MessageCall>(Entry.GetErrorMessage)(status))!;
            Function<ReleaseCall>(Entry.ReleaseStatus)(status);
            throw new InvalidOperationException("ONNX Runtime: " + message);
        }
    }

    private TCall Function<TCall>(Entry entry)
        where TCall : Delegate => Marshal.GetDelegateForFunctionPointer<TCall>(Marshal.ReadIntPtr(_api, (int)entry * nint.Size));
}
