using System;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// How a map lies in memory. Element (pixel, channel) stands at
/// <c>channel / ChannelBlock · BlockPitch + pixel · PixelStride + channel % ChannelBlock</c>, counted in floats.
/// </summary>
/// <param name="PixelStride">From one pixel to the next.</param>
/// <param name="BlockPitch">From one block of channels to the next.</param>
/// <param name="ChannelBlock">Channels that stand side by side.</param>
internal sealed record MapLayout(int PixelStride, int BlockPitch, int ChannelBlock)
{
    /// <summary>
    /// Eight floats are one AVX2 register and two of NEON; a 3×3 window over a plane of eight channels stays in the L1 cache, which the same
    /// window over all channels does not.
    /// </summary>
    public const int NarrowestBlock = 8;

    private const int PageFloats = 1024;

    private const int PageGap = 48;

    /// <summary>Height × width × channels without gaps: what users hand over.</summary>
    public static MapLayout Interleaved(Shape shape) => new(shape.Channels, NarrowestBlock, NarrowestBlock);

    /// <summary>Channels of one plane for a vector unit: at least one register of them.</summary>
    public static int BlockOf(VectorIsa isa) => Math.Max(NarrowestBlock, isa.Lanes);

    /// <summary>Planes of <see cref="BlockOf"/> channels, the last one filled up.</summary>
    public static MapLayout Blocked(Shape shape, VectorIsa isa)
    {
        int block = BlockOf(isa);
        int pitch = shape.Pixels * block;
        if (shape.Pixels > 1)
        {
            // Planes start on cache lines. Those that start at equal places of their pages compete for the same sets of the
            // L1 cache: 12 planes of 112×112 would, in one of 8 ways.
            pitch = RoundUp(pitch, 16);
            if (pitch >= PageFloats && pitch % PageFloats < PageGap)
            {
                pitch += PageGap - (pitch % PageFloats);
            }
        }

        return new MapLayout(block, pitch, block);
    }

    /// <summary>From a map's beginning to a channel's first pixel, in floats.</summary>
    public int ChannelOffset(int channel) => (channel / ChannelBlock * BlockPitch) + (channel % ChannelBlock);

    /// <summary>Planes that a map of so many channels has.</summary>
    public int Blocks(int channels) => (channels + ChannelBlock - 1) / ChannelBlock;

    /// <summary>So many channels with the last plane filled up.</summary>
    public int FilledChannels(int channels) => Blocks(channels) * ChannelBlock;

    /// <summary>Floats that a blocked map of this shape takes, gaps included.</summary>
    public int Floats(Shape shape) => Blocks(shape.Channels) * BlockPitch;

    public static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
