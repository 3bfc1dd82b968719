namespace NetCompiler.Samples.Backbone;

/// <summary>
/// Writes several files into a folder. Each is written under another name first, and all are renamed once all are there: a full disk leaves no half
/// of a file, and what stood there before stays.
/// </summary>
internal static class OutputFolder
{
    /// <summary>Writes the files, replacing those of the same names.</summary>
    public static void Write(string folder, IReadOnlyList<(string Name, byte[] Bytes)> files)
    {
        Directory.CreateDirectory(folder);
        string mark = $".{Path.GetRandomFileName()}.part";
        try
        {
            foreach ((string name, byte[] bytes) in files)
            {
                File.WriteAllBytes(Path.Combine(folder, name + mark), bytes);
            }

            foreach ((string name, _) in files)
            {
                File.Move(Path.Combine(folder, name + mark), Path.Combine(folder, name), overwrite: true);
            }
        }
        finally
        {
            // Those that were renamed are not there any more.
            foreach ((string name, _) in files)
            {
                File.Delete(Path.Combine(folder, name + mark));
            }
        }
    }
}
