namespace NetCompiler.Samples.Classify.Imaging;

/// <summary>A picture that cannot be read; the message says why, as the end of a sentence that begins with the file's name.</summary>
internal sealed class PictureFormatException(string message, Exception? inner = null) : FormatException(message, inner);
