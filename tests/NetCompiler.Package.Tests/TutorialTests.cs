using NetCompiler.Testing.Tutorial;

namespace NetCompiler.Package.Tests;

/// <summary>docs/tutorial.md followed to the letter in a new project: it builds without a warning, prints what the page says, and mistakes stop the build.</summary>
[Collection(PackageCollection.Name)]
public sealed class TutorialTests(PackedPackage package)
{
    [Fact]
    public void TheTutorialHoldsInANewProject()
    {
        TutorialPage page = TutorialPage.Read();
        ConsumerProject project = new(package, "net10.0", "ImplicitUsings=enable", "Nullable=enable");
        foreach ((string name, string text) in page.Files)
        {
            project.Write(name, text);
        }

        project.Build();
        Assert.Equal(page.Printed[0], project.Run());
        foreach (TutorialMistake mistake in page.Mistakes)
        {
            project.Write(mistake.File, mistake.Text);
            (int exitCode, string output) = DotnetCommand.Try(project.Folder, "build", "-c", "Release");
            Assert.NotEqual(0, exitCode);
            Assert.Contains(Path.Combine(project.Folder, mistake.Message) + " (https://", output, StringComparison.Ordinal);
            project.Write(mistake.File, page.Files[mistake.File]);
        }
    }
}
