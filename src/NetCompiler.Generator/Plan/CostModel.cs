using System;
using System.Linq;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Predicts the cycles of a step from its sizes: multiply-adds, loads and stores by the tiles that cover the map, and bytes by the cache that they come
/// from. Alternatives of a step are compared by it; nothing that it says alters arithmetic.
/// </summary>
/// <param name="weightBytes">Weights of the whole network: where they are many, each run brings them from memory anew.</param>
internal sealed class CostModel(VectorIsa isa, MachineModel machine, long weightBytes)
{
    private readonly Traffic _traffic = new(isa, machine, weightBytes);

    /// <summary>How many times a vector unit works for one register.</summary>
    private readonly double _parts = Math.Max(1, (double)isa.Lanes * sizeof(float) / machine.UnitBytes);

    /// <summary>The model for the steps of a plan on the nominal machine.</summary>
    public static CostModel For(ExecutionPlan plan) => new(plan.Isa, MachineModel.Nominal, (long)plan.WeightFloats * sizeof(float));

    /// <summary>The prediction for one step.</summary>
    public StepCost Of(KernelStep step)
    {
        double compute = machine.CallCycles + step switch
        {
            DenseConvStep dense => Bands(dense) * Dense(dense.Window, dense.Groups, dense.Layer.ReadChannels, dense.Input.Layout.ChannelBlock, dense.Epilogue),
            GatheredConvStep gathered => gathered.Layer.Groups * Dense(
                gathered.Window, gathered.Groups, gathered.Layer.InputChannels / gathered.Layer.Groups, gathered.Output.Layout.ChannelBlock, gathered.Epilogue),
            DepthwiseConvStep depthwise => Depthwise(depthwise),
            WinogradStep winograd => Winograd(winograd),
            MaxPoolStep pool => Pool(pool.Output, WindowElements(pool.Window)),
            AveragePoolStep pool => Pool(pool.Output, WindowElements(pool.Window)),
            AdaptivePoolStep pool => Pool(pool.Output, (double)pool.Input.Shape.Pixels / pool.Output.Shape.Pixels),
            MultiplyStep multiply => Elementwise(multiply.Output, 1, multiply.Factor.Shape.Pixels == 1 ? 1 : 2, multiply.Epilogue),
            ElementwiseStep elementwise => Elementwise(elementwise.Output, 0, 1, elementwise.Epilogue),
            CopyStep copy => Copy(copy.Output, copy.FirstOutput, copy.Channels, 1),
            GatherStep gather => Copy(gather.Output, gather.FirstOutput, gather.Count, isa.Lanes),
            ResponseNormStep norm => (double)norm.Output.Shape.Length * (norm.Rule.Size + 20) * machine.ElementCycles,
            SoftmaxStep softmax => softmax.Output.Shape.Length * 10 * machine.ElementCycles,
            OutputStep or InputStep => 4 * step.Output.Shape.Length * machine.ElementCycles,
            _ => step.Output.Shape.Length * machine.ElementCycles,
        };
        return StepCost.Of(compute, _traffic.Of(step), machine.ExposedTraffic);
    }

    /// <summary>A 1×1 convolution in a chain has the walk of one band.</summary>
    private static double Bands(DenseConvStep step) =>
        step.Bands is null || !step.Window.IsPointwise ? 1 : (double)step.Output.Shape.Pixels / (step.Window.Rows * step.Window.Columns);

    private double Dense(WindowGeometry window, EquatableArray<ChannelGroup> groups, int channels, int channelBlock, Epilogue epilogue)
    {
        double cycles = 0;
        int repeatedTaps = RegisterBlock.RepeatedTaps(window, channels);
        long rowPairs = InsideTaps(window.Rows, row => window.InputRow(row, 0), window.KernelHeight, window.DilationHeight, window.InputRows);
        foreach (ChannelGroup group in groups)
        {
            int tiles = group.Block.Tiles;
            foreach (TileRun run in group.Runs)
            {
                double taps = 0;
                for (int kernelColumn = 0; kernelColumn < window.KernelWidth; kernelColumn++)
                {
                    int pixels = Enumerable.Range(run.First, run.Width).Count(column => window.ColumnIsInside(column, kernelColumn));
                    taps += pixels == 0 ? 0 : channels * CyclesPerTap(pixels, group, repeatedTaps);
                }

                double turns = window.KernelWidth * Math.Max(1, channels / channelBlock) * machine.TurnCycles;
                double perTile = machine.TileStartCycles + Finish(run.Width * tiles, epilogue);
                cycles += (double)group.Count * run.Tiles * ((rowPairs * (taps + turns)) + (window.Rows * perTile));
            }
        }

        return cycles;
    }

    /// <summary>The 1×1 convolutions of all positions, and for each register of a tile two passes of sums there and two back.</summary>
    private double Winograd(WinogradStep step)
    {
        DenseConvStep multiply = step.Multiply;
        WinogradTiling tiling = step.Tiling;
        double strips = (double)tiling.TileRows / tiling.StripRows;
        double products = strips * tiling.Positions
            * Dense(multiply.Window, multiply.Groups, multiply.Layer.ReadChannels, multiply.Input.Layout.ChannelBlock, multiply.Epilogue);
        double tiles = (double)tiling.TileRows * tiling.TileColumns;
        double there = tiles * _parts * Registers(step.Input) * 2 * tiling.Positions * Math.Max(2 / machine.VectorOperationsPerCycle, 1 / machine.StoresPerCycle);
        double back = tiles * _parts * Registers(step.Output) * (tiling.Positions + (tiling.Reach * tiling.Side))
            * Math.Max(2 / machine.VectorOperationsPerCycle, 1 / machine.StoresPerCycle);
        return products + there + back + (Vectors(step.Output) * Finish(1, step.Epilogue));
    }

    private double Registers(Operand map) => (double)map.Layout.FilledChannels(map.Shape.Channels) / isa.Lanes;

    private double Depthwise(DepthwiseConvStep step)
    {
        WindowGeometry window = step.Window;
        long rowPairs = InsideTaps(window.Rows, row => window.InputRow(row, 0), window.KernelHeight, window.DilationHeight, window.InputRows);
        double cycles = 0;
        foreach (TileRun run in step.Runs)
        {
            int multiplyAdds = 0;
            int first = int.MaxValue;
            int last = 0;
            for (int column = run.First; column < run.First + run.Width; column++)
            {
                for (int kernelColumn = 0; kernelColumn < window.KernelWidth; kernelColumn++)
                {
                    if (window.ColumnIsInside(column, kernelColumn))
                    {
                        multiplyAdds++;
                        first = Math.Min(first, window.InputColumn(column, kernelColumn));
                        last = Math.Max(last, window.InputColumn(column, kernelColumn));
                    }
                }
            }

            double loads = (last - first + 1) + window.KernelWidth;
            double row = Math.Max((double)multiplyAdds / isa.MultiplyAddsPerCycle, _parts * loads / isa.LoadsPerCycle) + machine.TurnCycles;
            cycles += run.Tiles * ((rowPairs * row) + (window.Rows * (machine.TileStartCycles + Finish(run.Width, step.Epilogue))));
        }

        (int firstChannel, int channels) = step.WrittenChannels;
        return cycles * Math.Ceiling((double)((firstChannel % isa.Lanes) + channels) / isa.Lanes);
    }

    /// <summary>Cycles of one input channel at one kernel column, as blocks are chosen by; half a register spares half its multiply-adds.</summary>
    private double CyclesPerTap(int pixels, ChannelGroup group, int repeatedTaps) =>
        new RegisterBlock(pixels, group.Block.Tiles).CyclesPerTap(isa, repeatedTaps) - (group.EndsInHalf ? 0.5 * pixels / isa.MultiplyAddsPerCycle : 0);

    /// <summary>From the last multiply-add of so many sums to their stores; a part of each hides behind the next tile's multiply-adds.</summary>
    private double Finish(int sums, Epilogue epilogue) => sums * _parts * Math.Max(
        0, Math.Max(EpilogueOperations(epilogue) / machine.VectorOperationsPerCycle, 1 / machine.StoresPerCycle) - machine.HiddenFinishCycles);

    private double Pool(Operand output, double elements) => Vectors(output) * (machine.ResultStartCycles + (elements * _parts * machine.PooledElementCycles));

    private static double WindowElements(WindowGeometry window) =>
        (double)InsideTaps(window.Rows, row => window.InputRow(row, 0), window.KernelHeight, window.DilationHeight, window.InputRows) / window.Rows
        * InsideTaps(window.Columns, column => window.InputColumn(column, 0), window.KernelWidth, window.DilationWidth, window.InputColumns) / window.Columns;

    private double Elementwise(Operand output, int operations, int loads, Epilogue epilogue) => _parts * Vectors(output) * Math.Max(
        (operations + EpilogueOperations(epilogue)) / machine.VectorOperationsPerCycle,
        Math.Max((double)loads / isa.LoadsPerCycle, 1 / machine.StoresPerCycle) + machine.TurnCycles);

    /// <summary>Registers put together from so many pieces each.</summary>
    private double Copy(Operand output, int first, int channels, int pieces)
    {
        double registers = Math.Ceiling((double)((first % isa.Lanes) + channels) / isa.Lanes);
        return registers * output.Shape.Pixels * (Math.Max(Math.Max(pieces, _parts) / isa.LoadsPerCycle, _parts / machine.StoresPerCycle) + machine.TurnCycles);
    }

    private double Vectors(Operand map) => (double)map.Shape.Pixels * map.Layout.FilledChannels(map.Shape.Channels) / isa.Lanes;

    private double EpilogueOperations(Epilogue epilogue) => epilogue.Parts.Sum(part =>
        part == EpiloguePart.AddResidual || part == EpiloguePart.Relu ? 1
        : part == EpiloguePart.Relu6 || part == EpiloguePart.LeakyRelu ? 2
        : part == EpiloguePart.HardSigmoid ? 4
        : part == EpiloguePart.HardSwish ? 5
        : part == EpiloguePart.Sigmoid ? 11 + machine.DivisionCycles
        : part == EpiloguePart.Swish ? 12 + machine.DivisionCycles
        : 20 + machine.DivisionCycles);

    /// <summary>Pairs of a result and a tap of it that lies inside of the map, along one side.</summary>
    private static long InsideTaps(int results, Func<int, int> first, int taps, int dilation, int inputs)
    {
        long inside = 0;
        for (int result = 0; result < results; result++)
        {
            int start = first(result);
            for (int tap = 0; tap < taps; tap++)
            {
                int position = start + (tap * dilation);
                inside += position >= 0 && position < inputs ? 1 : 0;
            }
        }

        return inside;
    }
}
