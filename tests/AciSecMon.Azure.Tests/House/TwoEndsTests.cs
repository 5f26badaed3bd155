using System.Reflection;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.House;

/// <summary>The client and what plays the service know nothing of each other: only so does one prove anything about the other.</summary>
public sealed class TwoEndsTests
{
    [Fact]
    public void No_file_of_the_client_mentions_the_sandbox()
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "AciSecMon.Azure"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];

        Assert.NotEmpty(files);
        Assert.All(files, static file => Assert.DoesNotContain("sandbox", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_sandbox_knows_the_contracts_and_the_framework_only()
    {
        Assembly sandbox = Assembly.Load("AciSecMon.Sandbox");

        string[] own = [.. sandbox.GetReferencedAssemblies().Select(static name => name.Name!).Where(static name => !name.StartsWith("System", StringComparison.Ordinal))];

        Assert.Equal(["AciSecMon.Contracts"], own);
    }
}
