namespace NetCompiler.Fuzz.Targets;

/// <summary>Projects with small networks that use every attribute and every property of the generator.</summary>
internal static class SeedProjects
{
    /// <summary>In the form of <see cref="GeneratorProject"/>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        """
        //// Test.cs
        using NetCompiler;

        namespace Demo;

        /// <summary>Ten classes of small pictures.</summary>
        [Network(Height = 8, Width = 8, Classes = 10, Blocks = "MobileNetV2")]
        [Row("conv2d 3x3", C = 16, S = 2, Name = "Stem")]
        [Row("bottleneck", T = 2, C = 24, N = 2, S = 2)]
        [Row("avgpool")]
        [Row("conv2d 1x1", C = "Classes")]
        public partial class TinyNet;
        """,
        """
        //// Test.cs
        using NetCompiler;

        namespace Demo;

        [Network("Tiny.net.md", Classes = 5, Softmax = true, Workers = 2)]
        [Parameter("Depth", 2)]
        [Preprocessing(CropFraction = 0.875, Mean = new[] { 0.5 }, StandardDeviation = new[] { 0.25 })]
        [Tap("Early", Row = "Stem")]
        [Tap("Coarse", Stride = 4)]
        public partial class Spotter;
        //// Tiny.net.md
        # Tiny

        A network for tests.

        | parameter  | default | range  |
        |------------|---------|--------|
        | Resolution | 8       | 1 ..   |
        | Classes    | 10      | 1 ..   |
        | Depth      | 1       | 1 .. 4 |
        | IncludeTop | yes     | yes, no |

        ## Network

        | input | operator   | name | c       | n     | s | when       |
        |-------|------------|------|---------|-------|---|------------|
        | 8²×3  | conv2d 3x3 | Stem | 16      |       | 2 |            |
        | 4²×16 | separable  |      | 24      | Depth | 2 |            |
        | 2²×24 | avgpool    |      |         |       |   | IncludeTop |
        | 1²×24 | fc         |      | Classes |       |   | IncludeTop |

        ## Block: separable(c, s)

        | name      | operator   | c | s |
        |-----------|------------|---|---|
        | Depthwise | dwconv 3x3 |   | s |
        | Project   | conv2d 1x1 | c |   |

        ## Defaults

        | operator       | norm | act  | padding |
        |----------------|------|------|---------|
        | conv2d, dwconv | bn   | relu | same    |

        ## Widths

        | width  | divisor | minimum | at least |
        |--------|---------|---------|----------|
        | c      | 8       | 8       | 90 %     |

        ## Names

        | layer               | torchvision             |
        |---------------------|-------------------------|
        | Stem                | stem.0 stem.1           |
        | separable.Depthwise | b{block}.{repeat}.0 b{block}.{repeat}.1 |
        | separable.Project   | b{block}.{repeat}.2 b{block}.{repeat}.3 |

        ## Weights

        | dialect     | epsilon | ignored |
        |-------------|---------|---------|
        | torchvision | 1e-3    | aux.    |

        ## Preprocessing

        | crop  | interpolation | mean | std | order |
        |-------|---------------|------|-----|-------|
        | 0.875 | bicubic       | 0.5  | 0.5 | bgr   |
        //// properties
        NetCompilerDisable=FuseActivation, Bands
        NetCompilerGuidelines=warning
        NetCompilerReport=true
        """,
        """
        //// Test.cs
        namespace Demo
        {
            using NetCompiler;

            internal static partial class Outer
            {
                [MobileNetV1(Alpha = 0.25, Resolution = 16, Classes = 3)]
                private sealed partial class Inner
                {
                    public int Extra => 1;
                }
            }
        }
        """,
        """
        //// Test.cs
        using NetCompiler;

        [Network("Branches.net.md", IncludeTop = false)]
        [Tap("C2", Stride = 2)]
        [Tap("Both", Row = "Joined")]
        internal partial class Backbone;

        [Network("Branches.net.md", Height = 30)]
        public partial class Classifier;
        //// Branches.net.md
        # Branches

        Uses: Shared.net.md

        | parameter  | default | range           |
        |------------|---------|-----------------|
        | IncludeTop | yes     | yes, no         |
        | Sizes      | 3.5     | list of 3 .. 31 |
        | Groups     | 2       | 1 .. 8          |

        ## Network

        | input | name   | operator            | c               | g      | s | kernels | from               | act   | when       |
        |-------|--------|---------------------|-----------------|--------|---|---------|--------------------|-------|------------|
        | 24²×4 | Stem   | conv2d 3x3          | divisible(15,4) | Groups | 2 |         |                    | HS    |            |
        |       |        | mixed               | 16              |        | 2 | Sizes   |                    |       |            |
        |       | Half   | slice first=8       | mod(24, 16)     |        |   |         |                    |       |            |
        |       | Joined | concat              |                 |        |   |         | Half, Block1, Half | silu  |            |
        |       |        | shuffle             |                 | 4      |   |         |                    |       |            |
        |       |        | lrn size=3 beta=0.5 |                 |        |   |         |                    |       |            |
        |       |        | adaptivepool 2x2    |                 |        |   |         |                    |       |            |
        |       |        | bn                  |                 |        |   |         |                    | leaky |            |
        |       |        | fc                  | 10              |        |   |         |                    |       | IncludeTop |
        |       |        | softmax             |                 |        |   |         |                    |       | IncludeTop |
        //// Shared.net.md
        ## Block: mixed(kernels = 3 5, c, s)

        | name | operator    | kernels | partition   | dilated | c | s | from | rounding | count  | when               |
        |------|-------------|---------|-------------|---------|---|---|------|----------|--------|--------------------|
        | Wide | mixconv     | kernels | exponential | yes     |   | s |      |          |        | count(kernels) > 1 |
        | Gate | avgpool     |         |             |         |   |   |      |          |        |                    |
        | Act  | hsigmoid    |         |             |         |   |   |      |          |        |                    |
        | Mul  | multiply    |         |             |         |   |   | Wide |          |        |                    |
        | Pool | avgpool 3x3 |         |             |         |   | 1 |      | ceil     | inside |                    |
        | Out  | conv2d 1x1  |         |             |         | c |   |      |          |        | largest(kernels) >= 3 |
        """,
    ];
}
