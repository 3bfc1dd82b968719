namespace NetCompiler.Samples.Classify;

/// <summary>One class and how likely the network takes it to be.</summary>
internal readonly record struct Answer(int Class, double Probability);

/// <summary>Turns a network's scores (logits) into probabilities and puts the likeliest first.</summary>
internal static class Ranking
{
    /// <summary>The <paramref name="count"/> likeliest classes; of equal ones the first.</summary>
    public static Answer[] Top(ReadOnlySpan<float> scores, int count)
    {
        double largest = double.NegativeInfinity;
        foreach (float score in scores)
        {
            largest = Math.Max(largest, score);
        }

        Answer[] answers = new Answer[scores.Length];
        double sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double weight = Math.Exp(scores[i] - largest);
            answers[i] = new Answer(i, weight);
            sum += weight;
        }

        return [.. answers.OrderByDescending(answer => answer.Probability).Take(count).Select(answer => answer with { Probability = answer.Probability / sum })];
    }
}
