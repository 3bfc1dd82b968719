using System.Globalization;
using System.Text;

namespace NetCompiler.Samples.Embedded;

/// <summary>Prints one line for each frame, at once, since somebody may be waiting for it.</summary>
/// <param name="labels">The names of the classes; null for numbers.</param>
/// <param name="withScores">All scores follow, with as many digits as tell each from its neighbours.</param>
internal sealed class LabelWriter(Stream output, string[]? labels, bool withScores)
{
    private readonly StringBuilder _line = new();

    /// <summary>Prints the class of the highest score; of equal ones the first.</summary>
    public void Write(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        _line.Clear().Append(labels?[best] ?? best.ToString(CultureInfo.InvariantCulture));
        if (withScores)
        {
            foreach (float score in scores)
            {
                _line.Append('\t').Append(score.ToString("R", CultureInfo.InvariantCulture));
            }
        }

        output.Write(Encoding.UTF8.GetBytes(_line.Append('\n').ToString()));
        output.Flush();
    }
}
