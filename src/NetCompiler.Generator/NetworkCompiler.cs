using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Guidelines;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Report;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator;

/// <summary>
/// The corridor through all rooms: a declaration and its tables go in, files and problems come out. The generator walks it step by step, tests walk it
/// with <see cref="Compile(NetworkDeclaration, EquatableArray{TableFile}, CompilerOptions?)"/>.
/// </summary>
internal static class NetworkCompiler
{
    /// <summary>The whole way for a sound declaration.</summary>
    /// <param name="isas">The vector units that code is written for; null for all that are known.</param>
    public static CompiledNetwork Compile(
        NetworkDeclaration declaration, EquatableArray<TableFile> files, CompilerOptions? options = null, EquatableArray<VectorIsa>? isas = null)
    {
        PlannedNetwork planned = Plan(
            Lower(
                Read(new NetworkInput(new DeclaredNetwork(declaration, default, default), new TableSelection(files, default))), options),
            options,
            isas);
        List<GeneratedFile> generated = [EmitApi(planned)];
        for (int isa = 0; isa < planned.Plans.Count; isa++)
        {
            generated.Add(EmitKernels(planned, isa, options ?? CompilerOptions.Default)!);
        }

        if (EmitReport(planned, options ?? CompilerOptions.Default) is { } report)
        {
            generated.Add(report);
        }

        return new CompiledNetwork(generated.ToEquatableArray(), planned.Lowered.Problems);
    }

    /// <summary>Rows, wherever they stand, to a flat list of operations.</summary>
    public static UnrolledInput Read(NetworkInput input)
    {
        Problem[] problems = [.. input.Declared.Problems, .. input.Tables.Problems];
        if (HasError(problems))
        {
            return new UnrolledInput(input.Declared, null, problems.ToEquatableArray());
        }

        ReadResult result = NetworkReader.Read(input.Declared.Declaration, input.Tables.Files);
        IEnumerable<Problem> more = result.Network is { } network ? PreprocessingCheck.Check(network) : [];
        problems = [.. problems, .. result.Problems, .. more];
        return new UnrolledInput(input.Declared, HasError(problems) ? null : result.Network, problems.ToEquatableArray());
    }

    /// <summary>Operations to a graph that the passes have finished.</summary>
    public static LoweredNetwork Lower(UnrolledInput input, CompilerOptions? options = null)
    {
        if (input.Network is null)
        {
            return new LoweredNetwork(input.Declared, null, null, input.Problems);
        }

        BuildResult result = GraphBuilder.Build(input.Network);
        Problem[] problems = [.. input.Problems, .. result.Problems.Select(problem => WithSmallestInput(problem, input.Network))];
        NetworkGraph? graph = result.Graph is null || HasError(problems) ? null : PassList.Run(result.Graph, (options ?? CompilerOptions.Default).Enabled);
        return new LoweredNetwork(input.Declared, input.Network, graph, problems.ToEquatableArray());
    }

    /// <summary>Remarks on the network by the guidelines; none after an error.</summary>
    public static EquatableArray<Problem> Advise(LoweredNetwork lowered) =>
        lowered is { Network: { } network, Graph: not null } && GraphBuilder.Build(network).Graph is { } graph
            ? GuidelineCheck.Check(network, graph)
            : default;

    /// <summary>A plan for every instruction set; none without a graph.</summary>
    public static PlannedNetwork Plan(LoweredNetwork lowered, CompilerOptions? options = null, EquatableArray<VectorIsa>? isas = null)
    {
        options ??= CompilerOptions.Default;
        PlanOptions plan = new(options.Enabled) { Workers = lowered.Declared.Declaration.Workers };
        return new(lowered, lowered.Graph is { } graph ? Planner.Plan(graph, isas ?? options.Isas, plan) : default);
    }

    /// <summary>The public surface, with the network or with the reason why there is none.</summary>
    public static GeneratedFile EmitApi(PlannedNetwork planned)
    {
        LoweredNetwork lowered = planned.Lowered;
        TypeHierarchy type = lowered.Declared.Declaration.Type;
        return lowered is { Network: { } network, Graph: { } graph }
            ? NetworkEmitter.Emit(Describe(type, network, graph, planned.Plans), lowered.Declared.Taken)
            : NetworkEmitter.EmitSurface(type, lowered.Declared.Taken, string.Join("\n", lowered.Problems.Where(ProblemText.IsError).Select(ProblemText.Describe)),
                lowered.Declared.Declaration.Taps.Select(tap => tap.Name).ToEquatableArray());
    }

    /// <summary>The file of one instruction set, by its place among the build's; null where there are fewer or no network.</summary>
    public static GeneratedFile? EmitKernels(PlannedNetwork planned, int isa, CompilerOptions options) =>
        isa < planned.Plans.Count
            ? KernelFileEmitter.Emit(planned.Lowered.Declared.Declaration.Type, planned.Plans[isa], options.ReadyToRun, options.StepTimes)
            : null;

    /// <summary>The page about a network as a file of C#; null where none is wanted or there is no network.</summary>
    public static GeneratedFile? EmitReport(PlannedNetwork planned, CompilerOptions options)
    {
        if (!options.Report || planned.Lowered is not { Network: { } network, Graph: { } graph })
        {
            return null;
        }

        TypeHierarchy type = planned.Lowered.Declared.Declaration.Type;
        string page = ReportPage.Write(HintNames.TypeOf(type), network, graph, planned.Plans);
        return new GeneratedFile(HintNames.Of(type, "Report"), ReportSource.Wrap(page));
    }

    /// <summary>A window that does not fit, told with the input that would be large enough.</summary>
    private static Problem WithSmallestInput(Problem problem, UnrolledNetwork network)
    {
        if (problem.Rule != RuleIds.WindowDoesNotFit || network.Height != network.Width
            || SmallestInput.Of(network) is not int side || side <= network.Height)
        {
            return problem;
        }

        string size = side.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string[] arguments = [.. problem.Arguments];
        arguments[arguments.Length - 1] += $" (the smallest square input in which every window fits is {size}×{size})";
        return problem with { Arguments = arguments.ToEquatableArray() };
    }

    private static NetworkApi Describe(TypeHierarchy type, UnrolledNetwork network, NetworkGraph graph, EquatableArray<ExecutionPlan> plans)
    {
        ExecutionPlan plan = plans[0];
        NetworkCosts costs = NetworkCosts.Of(graph);
        return new NetworkApi(
            type,
            network.Name,
            network.Parameters,
            network.Rows,
            graph.Values[0].Shape,
            graph.Outputs.Select(output => new ApiOutput(output.Name, graph.Values[output.Value].Shape)).ToEquatableArray(),
            costs.Parameters,
            costs.MultiplyAdds,
            new ApiMemory(plan.WeightFloats, plans.Max(each => each.WorkspaceFloats), Dispatched(plans, each => each.PixelInputOffset), plan.Fingerprint),
            network.Form,
            network.Preprocessing,
            network.Dialects,
            plan.Layers.Select(Describe).ToEquatableArray(),
            plans.Select(each => new ApiKernels(Names.KernelClass(each.Isa), each.Isa.Title)).ToEquatableArray())
        {
            Workers = plan.Work?.Workers ?? 1,
        };
    }

    /// <summary>A number of the plan that runs, in C#: units with planes of another width place buffers elsewhere.</summary>
    private static string Dispatched(EquatableArray<ExecutionPlan> plans, Func<ExecutionPlan, int> number)
    {
        int index = plans.Count - 1;
        string text = CodeWriter.Number(number(plans[index]));
        for (bool isChoice = false; index > 0; index--)
        {
            ExecutionPlan before = plans[index - 1];
            if (isChoice || number(before) != number(plans[index]))
            {
                text = $"{Names.KernelClass(before.Isa)}.IsSupported ? {CodeWriter.Number(number(before))} : {text}";
                isChoice = true;
            }
        }

        return text;
    }

    private static ApiLayer Describe(PlannedLayer layer) => new(
        layer.Name,
        layer.Source.Shape.ToString(),
        layer.KernelHeight,
        layer.KernelWidth,
        layer.InputChannels,
        layer.OutputChannels,
        layer.Offset,
        layer.Source.Bias,
        layer.Source.Norm,
        layer.Source.Names)
    {
        Groups = layer.Groups,
        PanelInputs = layer.Windows?.First ?? default,
        ReadChannels = layer.ReadChannels,
        Lanes = layer.Lanes,
        FirstChannel = layer.FirstChannel,
        MapChannels = layer.MapChannels,
        Part = layer.Part,
        TileSide = layer.TileSide,
        IsClassifier = layer.Source.IsClassifier,
    };

    private static bool HasError(IEnumerable<Problem> problems) => problems.Any(ProblemText.IsError);
}
