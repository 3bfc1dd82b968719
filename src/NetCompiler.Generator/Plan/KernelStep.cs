using System;
using System.Collections.Generic;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// One step of a plan: a kernel with every size a constant. Emit spells it and decides nothing.
/// </summary>
/// <param name="Name">The graph node's dotted path, or a word for a step that only moves data.</param>
/// <param name="Input">What is read.</param>
/// <param name="Output">What is written.</param>
internal abstract record KernelStep(string Name, Operand Input, Operand Output)
{
    /// <summary>The second map that is read, or null.</summary>
    public virtual Operand? Other => null;

    /// <summary>The rows that are computed at a time where the step is a member of a chain; null where all are.</summary>
    public RowBands? Bands { get; init; }

    /// <summary>The step with its maps at other places.</summary>
    public virtual KernelStep With(Func<Operand, Operand> move) => this with { Input = move(Input), Output = move(Output) };

    /// <summary>Channels of several maps, or of one in another order, that the step reads in place of its input; null for a whole map.</summary>
    public virtual ChannelReads? Gathered => null;

    /// <summary>Every map that is read.</summary>
    public IEnumerable<Operand> Reads
    {
        get
        {
            foreach (Operand map in Gathered?.Maps ?? EquatableArray.Of(Input))
            {
                yield return map;
            }

            if (Other is not null)
            {
                yield return Other;
            }
        }
    }

    /// <summary>Places that the step works in: nobody else's while it runs, of no meaning before and after.</summary>
    public virtual EquatableArray<Operand> Scratch => default;

    /// <summary>The channels of the output that the step computes or moves; it leaves what others hold as it is.</summary>
    public virtual (int First, int Count) WrittenChannels => (0, Output.Shape.Channels);

    /// <summary>The floats of a blocked output that the step may touch: whole planes, from the beginning of the output's place.</summary>
    public (int First, int Floats) WrittenFloats
    {
        get
        {
            MapLayout layout = Output.Layout;
            (int first, int count) = WrittenChannels;
            int firstPlane = first / layout.ChannelBlock;
            return (Output.Offset + (firstPlane * layout.BlockPitch), (layout.Blocks(first + count) - firstPlane) * layout.BlockPitch);
        }
    }
}

/// <summary>Tiles side by side in one row that see the same taps inside the map.</summary>
/// <param name="First">Column of the first result.</param>
/// <param name="Tiles">How many tiles follow each other; tiles at an edge stand alone.</param>
/// <param name="Width">Results of one tile.</param>
internal readonly record struct TileRun(int First, int Tiles, int Width)
{
    /// <summary>Whether the tiles are counted when they are computed, by the pixels of a band; <see cref="Tiles"/> is then their number in the largest one, and they may begin at any column.</summary>
    public bool IsCounted { get; init; }

    /// <summary>Whether there is one tile, at a column that is known.</summary>
    public bool StandsAlone => Tiles == 1 && !IsCounted;
}

/// <summary>Output channels that are computed with one register block.</summary>
/// <param name="First">The first output channel.</param>
/// <param name="Count">How many blocks of channels follow each other.</param>
/// <param name="Block">The register block: its tiles make up one block of channels.</param>
/// <param name="Runs">How the columns of a row are covered.</param>
internal sealed record ChannelGroup(int First, int Count, RegisterBlock Block, EquatableArray<TileRun> Runs)
{
    /// <summary>Whether the block's last register is half as wide as the others.</summary>
    public bool EndsInHalf { get; init; }
}

/// <summary>What is walked outside, what inside, within one row.</summary>
internal enum LoopOrder
{
    /// <summary>For each tile of pixels, all channels: the weights stay in the L1 cache.</summary>
    PixelsOutside,

    /// <summary>For each block of channels, all pixels of the row: its weights are read once a row.</summary>
    ChannelsOutside,
}

/// <summary>A dense convolution; one of 1×1 and a fully connected layer too.</summary>
/// <param name="Window">The walk.</param>
/// <param name="Layer">Its weights.</param>
/// <param name="Groups">Output channels by register block.</param>
/// <param name="Order">What is walked outside.</param>
/// <param name="Unroll">Input channels that one turn of the innermost loop has written out.</param>
/// <param name="FetchesAhead">Whether the next panel of weights is asked for while this one is used.</param>
/// <param name="Epilogue">What happens to the sums before they are stored.</param>
internal sealed record DenseConvStep(
    string Name,
    Operand Input,
    Operand Output,
    WindowGeometry Window,
    PlannedLayer Layer,
    EquatableArray<ChannelGroup> Groups,
    LoopOrder Order,
    int Unroll,
    bool FetchesAhead,
    Epilogue Epilogue) : KernelStep(Name, Input, Output)
{
    public override Operand? Other => Epilogue.Residual;

    public override KernelStep With(Func<Operand, Operand> move) => this with { Input = move(Input), Output = move(Output), Epilogue = Epilogue.With(move) };
}

/// <summary>
/// A 1×1 convolution that reads its input channel by channel, each from where it lies, and a grouped one only those of each group. What holds of one group
/// holds of all: its weights begin with a panel and its results with a plane.
/// </summary>
/// <param name="Input">The first of the maps that are read.</param>
/// <param name="Channels">Input channels, group after group.</param>
/// <param name="Window">The walk: rows are strips of pixels.</param>
/// <param name="Layer">Its weights.</param>
/// <param name="Groups">Output channels of a group by register block.</param>
/// <param name="Order">What is walked outside within one group.</param>
/// <param name="FetchesAhead">Whether the next panel of weights is asked for while this one is used.</param>
/// <param name="Epilogue">What happens to the sums before they are stored.</param>
internal sealed record GatheredConvStep(
    string Name,
    Operand Input,
    Operand Output,
    ChannelReads Channels,
    WindowGeometry Window,
    PlannedLayer Layer,
    EquatableArray<ChannelGroup> Groups,
    LoopOrder Order,
    bool FetchesAhead,
    Epilogue Epilogue) : KernelStep(Name, Input, Output)
{
    public override Operand? Other => Epilogue.Residual;

    public override ChannelReads? Gathered => Channels;

    public override KernelStep With(Func<Operand, Operand> move) =>
        this with { Input = move(Input), Output = move(Output), Channels = Channels.With(move), Epilogue = Epilogue.With(move) };

    /// <summary>Planes that the results of one group fill.</summary>
    public int GroupPlanes => Output.Layout.Blocks(Layer.OutputChannels / Layer.Groups);
}

/// <summary>
/// A dense 3×3 convolution in tiles, by Winograd's algorithm: the map's tiles are transformed, each position of a tile is multiplied as a 1×1 convolution over
/// tiles, and the products are transformed back. Goes strip by strip, so that what stands between is small.
/// </summary>
/// <param name="Tiling">The tiles.</param>
/// <param name="Layer">Its weights, transformed.</param>
/// <param name="Rows">Rows in work: of a row of tiles its map's rows after the first half of a transform, and two rows that stand for those outside of maps.</param>
/// <param name="Transformed">The strip's tiles: a row for each position, its pixels the tiles.</param>
/// <param name="Multiply">The 1×1 convolution of one position; input and output are the first position's rows.</param>
/// <param name="Products">The strip's products, likewise.</param>
/// <param name="Epilogue">What happens to the sums before they are stored.</param>
internal sealed record WinogradStep(
    string Name,
    Operand Input,
    Operand Output,
    WinogradTiling Tiling,
    PlannedLayer Layer,
    Operand Rows,
    Operand Transformed,
    Operand Products,
    DenseConvStep Multiply,
    Epilogue Epilogue) : KernelStep(Name, Input, Output)
{
    public override Operand? Other => Epilogue.Residual;

    public override EquatableArray<Operand> Scratch => EquatableArray.Of(Rows, Transformed, Products);

    public override KernelStep With(Func<Operand, Operand> move) =>
        WinogradPlanner.Moved(this with { Input = move(Input), Output = move(Output), Epilogue = Epilogue.With(move) }, move);
}

/// <summary>
/// A depthwise convolution, or one part of one with several kernels: channel c of the output sees channel c of the input alone. Computes the layer's
/// channels only: input and output are the whole maps, which have them from <see cref="KernelStep.WrittenChannels"/>' first on. Lanes below that one keep what
/// they hold; lanes of the last plane past the layer's last channel may be written with anything, since the parts follow each other in channel order.
/// </summary>
/// <param name="Runs">How the columns of a row are covered; a tile's sums stand in registers.</param>
/// <param name="HeldWeights">Weights of a tap row, the first ones, that stand in registers beside the sums.</param>
internal sealed record DepthwiseConvStep(
    string Name,
    Operand Input,
    Operand Output,
    WindowGeometry Window,
    PlannedLayer Layer,
    EquatableArray<TileRun> Runs,
    int HeldWeights,
    Epilogue Epilogue) : KernelStep(Name, Input, Output)
{
    public override Operand? Other => Epilogue.Residual;

    public override KernelStep With(Func<Operand, Operand> move) => this with
    {
        Input = move(Input),
        Output = move(Output),
        Planes = Planes is { } planes ? planes with { Sources = planes.Sources.With(move) } : null,
        Epilogue = Epilogue.With(move),
    };

    /// <summary>Planes of one or several maps that are read, each by its first channel, and for each the first lane of its weights; of a part its own.</summary>
    public PlaneReads? Planes { get; init; }

    public override ChannelReads? Gathered => Planes?.Sources;

    /// <summary>Of a part, where its channels stand in the map, from the first to the last, room between them included; null for a whole layer.</summary>
    public (int First, int Count)? Part { get; init; }

    public override (int First, int Count) WrittenChannels => Part ?? base.WrittenChannels;

    /// <summary>The planes that are written.</summary>
    public (int First, int Count) WrittenPlanes
    {
        get
        {
            (int first, int count) = WrittenChannels;
            int plane = first / Output.Layout.ChannelBlock;
            return (plane, Output.Layout.Blocks(first + count) - plane);
        }
    }
}

/// <summary>The mean of windows.</summary>
/// <param name="CountsPadding">The sum is divided by the whole window rather than by its positions inside the map.</param>
internal sealed record AveragePoolStep(string Name, Operand Input, Operand Output, WindowGeometry Window, bool CountsPadding)
    : KernelStep(Name, Input, Output);

/// <summary>The mean over windows that part the input evenly in as many rows and columns as the output has.</summary>
internal sealed record AdaptivePoolStep(string Name, Operand Input, Operand Output) : KernelStep(Name, Input, Output);

/// <summary>The largest element of windows.</summary>
internal sealed record MaxPoolStep(string Name, Operand Input, Operand Output, WindowGeometry Window)
    : KernelStep(Name, Input, Output);

/// <summary>A map times one of its shape, or times one number a channel; then the epilogue, which adds nothing.</summary>
/// <param name="Factor">The other map, or 1 × 1 × channels.</param>
internal sealed record MultiplyStep(string Name, Operand Input, Operand Factor, Operand Output, Epilogue Epilogue)
    : KernelStep(Name, Input, Output)
{
    public override Operand? Other => Factor;

    public override KernelStep With(Func<Operand, Operand> move) => this with { Input = move(Input), Output = move(Output), Factor = move(Factor) };
}

/// <summary>
/// Neighbouring channels moved from one map to another of its height and width; the output's other channels stay as they are. Aligned moves (whole
/// planes) are left out of plans where a view serves.
/// </summary>
/// <param name="FirstInput">The first channel that is read.</param>
/// <param name="FirstOutput">The first channel that is written.</param>
/// <param name="Channels">How many.</param>
internal sealed record CopyStep(string Name, Operand Input, Operand Output, int FirstInput, int FirstOutput, int Channels)
    : KernelStep(Name, Input, Output)
{
    public override (int First, int Count) WrittenChannels => (FirstOutput, Channels);
}

/// <summary>Channels of any places brought together, plane by plane; what the planes hold besides stays as it is.</summary>
/// <param name="Channels">Where the channels are, for each lane of the planes that are written; <see cref="ChannelPoint.Kept"/> for lanes that are not.</param>
/// <param name="FirstOutput">The first channel of the first plane that is written.</param>
/// <param name="Count">From there on to the last channel that is written.</param>
internal sealed record GatherStep(string Name, Operand Input, Operand Output, ChannelReads Channels, int FirstOutput, int Count)
    : KernelStep(Name, Input, Output)
{
    public override ChannelReads? Gathered => Channels;

    public override KernelStep With(Func<Operand, Operand> move) => this with { Input = move(Input), Output = move(Output), Channels = Channels.With(move) };

    public override (int First, int Count) WrittenChannels => (FirstOutput, Count);

    /// <summary>From the beginning of the workspace to what a lane is to hold, in floats.</summary>
    public int SourceOffset(int lane) => Channels.Points[lane] == ChannelPoint.Kept
        ? Output.Offset + Output.Layout.ChannelOffset(FirstOutput + lane)
        : Channels.Offset(lane);
}

/// <summary>Local response normalization across channels.</summary>
internal sealed record ResponseNormStep(string Name, Operand Input, Operand Output, ResponseNormRule Rule) : KernelStep(Name, Input, Output);

/// <summary>An epilogue over a map by itself: sums of two maps and activations that no convolution could take.</summary>
internal sealed record ElementwiseStep(string Name, Operand Input, Operand Output, Epilogue Epilogue)
    : KernelStep(Name, Input, Output)
{
    public override Operand? Other => Epilogue.Residual;

    public override KernelStep With(Func<Operand, Operand> move) => this with { Input = move(Input), Output = move(Output), Epilogue = Epilogue.With(move) };
}

/// <summary>The caller's interleaved map brought into planes of eight channels.</summary>
internal sealed record InputStep(string Name, Operand Input, Operand Output) : KernelStep(Name, Input, Output);

/// <summary>Planes of eight channels brought into the caller's interleaved map, filled-up channels left out.</summary>
internal sealed record OutputStep(string Name, Operand Input, Operand Output) : KernelStep(Name, Input, Output);

/// <summary>A softmax over the caller's output, in place.</summary>
internal sealed record SoftmaxStep(string Name, Operand Input, Operand Output) : KernelStep(Name, Input, Output);
