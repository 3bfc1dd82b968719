using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using Xunit;

namespace NetCompiler.Generator.Tests.Plan;

/// <summary>Every column belongs to one tile, every channel to one block, and tiles at an edge stand alone.</summary>
public class TileCoverTests
{
    [Fact]
    public void Forty_nine_pixels_are_four_tiles_of_six_and_five_of_five()
    {
        Assert.Equal(
            EquatableArray.Of(new TileRun(0, 4, 6), new TileRun(24, 5, 5)),
            TileCover.Cover(Pointwise(49), 6));
    }

    [Fact]
    public void Tiles_that_see_padding_stand_alone()
    {
        // 28 columns, 3 taps, one padded on each side.
        WindowGeometry window = new(28, 28, 28, 28, 3, 3, 1, 1, 1, 1, 1, 1);
        Assert.Equal(
            EquatableArray.Of(new TileRun(0, 1, 7), new TileRun(7, 2, 7), new TileRun(21, 1, 7)),
            TileCover.Cover(window, 7));
    }

    [Fact]
    public void Padding_after_the_map_alone_leaves_the_first_tile_in_the_run()
    {
        // TensorFlow's SAME at stride 2 and an even size: nothing before, one column after.
        WindowGeometry window = new(28, 28, 14, 14, 3, 3, 2, 2, 1, 1, 0, 0);
        Assert.Equal(
            EquatableArray.Of(new TileRun(0, 1, 7), new TileRun(7, 1, 7)),
            TileCover.Cover(window, 7));
    }

    [Fact]
    public void Every_column_is_covered_once_whatever_the_sizes()
    {
        for (int columns = 1; columns <= 130; columns++)
        {
            for (int widest = 1; widest <= 14; widest++)
            {
                int next = 0;
                foreach (TileRun run in TileCover.Cover(Pointwise(columns), widest))
                {
                    Assert.Equal(next, run.First);
                    Assert.InRange(run.Width, 1, widest);
                    next += run.Tiles * run.Width;
                }

                Assert.Equal(columns, next);
            }
        }
    }

    [Fact]
    public void Every_channel_is_computed_once_and_every_block_fits()
    {
        foreach (VectorIsa isa in KnownIsas.All)
        {
            for (int channels = 1; channels <= 330; channels++)
            {
                foreach ((int columns, int readChannels) in new[] { (1, 960), (2, 8), (3, 32), (4, 160), (5, 64), (6, 512), (7, 16), (49, 320), (196, 96) })
                {
                    int next = 0;
                    foreach (ChannelGroup group in RegisterBlockChooser.Choose(Pointwise(columns), channels, readChannels, isa))
                    {
                        Assert.Equal(next, group.First);
                        Assert.InRange(group.Block.Registers(isa), 1, isa.Registers);
                        next += group.Count * group.Block.Tiles * isa.Lanes;
                    }

                    Assert.Equal(MapLayout.RoundUp(channels, MapLayout.BlockOf(isa)), next);
                }
            }
        }
    }

    [Theory]
    [InlineData(96, 196, "6×2·6")]
    [InlineData(24, 3136, "4×3·1")]
    [InlineData(40, 784, "4×3·1 6×2·1")]
    public void Register_blocks_of_AVX2(int channels, int pixels, string expected) =>
        Assert.Equal(expected, Blocks(RegisterBlockChooser.Choose(Pointwise(pixels), channels, readChannels: 96, KnownIsas.Avx2)));

    /// <summary>Without a load that spreads an element, few pixels and many channels are faster, as long as their weights stay in the L1 cache.</summary>
    [Theory]
    [InlineData(96, "1×12·2")]
    [InlineData(576, "2×4·6")]
    public void Register_blocks_of_128_bit_vectors(int readChannels, string expected) =>
        Assert.Equal(expected, Blocks(RegisterBlockChooser.Choose(Pointwise(196), 96, readChannels, KnownIsas.Vector128)));

    private static string Blocks(EquatableArray<ChannelGroup> groups) =>
        string.Join(" ", groups.Select(group => $"{group.Block.Rows}×{group.Block.Tiles}·{group.Count}"));

    private static WindowGeometry Pointwise(int pixels) => new(1, pixels, 1, pixels, 1, 1, 1, 1, 1, 1, 0, 0);
}
