using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>Every pass in order, one reason each: the optimiser on one screen. Each is pure: a graph in, a simpler graph out.</summary>
internal static class PassList
{
    public static readonly IReadOnlyList<Pass> All =
    [
        new("RemoveIdentity", "Dropout and flattening do nothing at inference.", RemoveIdentity.Run),
        new("FoldBatchNorm", "A norm after a convolution is a scale of its weights and a bias, known when weights are loaded.", FoldBatchNorm.Run)
        {
            Optimization = Optimizations.FoldBatchNorm,
        },
        new("KeepBatchNorm", "A norm that cannot be folded is one multiply-add an element.", KeepBatchNorm.Run),
        new("ActivateParts", "What is joined can be activated where it is computed.", ActivateParts.Run)
        {
            Optimization = Optimizations.FuseActivation,
        },
        new("FuseActivation", "An activation costs nothing while the sum is still in a register.", FuseActivation.Run)
        {
            Optimization = Optimizations.FuseActivation,
        },
        new("FuseResidualAdd", "A sum of two maps is free where one of them is just being computed.", FuseResidualAdd.Run)
        {
            Optimization = Optimizations.FuseResidualAdd,
        },
        new("ChooseAlgorithms", "A 3×3 convolution in tiles of 4×4 results needs a quarter of the multiply-adds.", ChooseAlgorithms.Run)
        {
            Optimization = Optimizations.Winograd,
        },
    ];

    /// <summary>All passes, the graph verified after each.</summary>
    public static NetworkGraph Run(NetworkGraph graph) => Run(graph, Optimizations.All);

    /// <summary>The passes that are needed or enabled, the graph verified after each.</summary>
    public static NetworkGraph Run(NetworkGraph graph, Optimizations enabled)
    {
        foreach (Pass pass in All.Where(pass => enabled.HasFlag(pass.Optimization)))
        {
            graph = pass.Run(graph);
            GraphVerifier.Verify(graph);
        }

        return graph;
    }
}

/// <summary>One pass.</summary>
/// <param name="Name">Of the class.</param>
/// <param name="Reason">Why it is worth having.</param>
/// <param name="Run">The pass.</param>
internal sealed record Pass(string Name, string Reason, Func<NetworkGraph, NetworkGraph> Run)
{
    /// <summary>The switch that leaves it out; none for a pass that is needed.</summary>
    public Optimizations Optimization { get; init; }
}
