using System.Text;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Documents;

public sealed class DocumentReaderTests : IDisposable
{
    private const string Json = "{ \"a\": [1, \"\u00E9\"] }";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acisecmon-");

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<string, byte[]> Encodings() => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(Json) },
        { "UTF-8 with a mark", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Json)] },
        { "UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Json)] },
        { "UTF-16 big endian", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Json)] },
        { "Latin-1", Encoding.Latin1.GetBytes(Json) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_file_in_any_usual_encoding_is_read(string encoding, byte[] content)
    {
        DocumentRead read = await ReadAsync($"{encoding}.json", content);

        Assert.Null(read.Problem);
        Document document = Assert.Single(read.Documents);
        Assert.Equal("\u00E9", document.Root["a"].Items[1].AsText());
        Assert.Equal((1, 8), (document.Root["a"].Location.Line, document.Root["a"].Location.Column));
        Assert.Equal(Path.Combine(folder.FullName, $"{encoding}.json"), document.Root.Location.ToContract()?.File);
    }

    [Theory]
    [InlineData("a.json", "{\"a\": 1}", false)]
    [InlineData("a.JSONC", "// first\n{\"a\": 1}", false)]
    [InlineData("a.yaml", "a: 1", true)]
    [InlineData("a.yml", "  {\"a\": 1}", false)]
    [InlineData("a.yml", "{a: 1}", true)]
    [InlineData("a.yaml", "# first\n{\"a\": 1}", true)]
    [InlineData("a.txt", "{\"a\": 1}", false)]
    [InlineData("a.txt", "/* first */ {\"a\": 1}", false)]
    [InlineData("a", "a: 1", true)]
    public async Task The_format_follows_the_extension_and_the_first_character(string name, string text, bool isYaml)
    {
        DocumentRead read = await ReadAsync(name, Encoding.UTF8.GetBytes(text));

        Assert.Equal(isYaml, Assert.Single(read.Documents).IsYaml);
        Assert.Equal(1, read.Documents[0].Root["a"].AsWhole());
    }

    [Theory]
    [InlineData("a.json", "{\"a\": }", "AciDocumentInvalid", AciProblemKind.InvalidData)]
    [InlineData("a.json", "resource group { }", "AciDocumentInvalid", AciProblemKind.InvalidData)]
    [InlineData("a.json", "\"text\"", "AciDocumentInvalid", AciProblemKind.InvalidData)]
    [InlineData("a.yaml", "a: b: c", "AciDocumentInvalid", AciProblemKind.InvalidData)]
    [InlineData("a.txt", "just words", "AciDocumentInvalid", AciProblemKind.InvalidData)]
    [InlineData("a.json", " \r\n", "AciDocumentEmpty", AciProblemKind.InvalidData)]
    [InlineData("a.yaml", "# nothing\n---\n", "AciDocumentEmpty", AciProblemKind.InvalidData)]
    [InlineData("a.json", "", "AciDocumentEmpty", AciProblemKind.InvalidData)]
    [InlineData("a.json", "PK\u0003\u0004\u0000\u0000", "AciDocumentBinary", AciProblemKind.InvalidData)]
    public async Task A_file_that_is_no_document_is_one_problem(string name, string text, string id, AciProblemKind kind)
    {
        AciProblem problem = Problem(await ReadAsync(name, Encoding.UTF8.GetBytes(text)));

        Assert.Equal((id, kind), (problem.Id, problem.Kind));
        Assert.Contains(name, problem.Message, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(folder.FullName, name), problem.Target);
    }

    [Fact]
    public async Task A_fault_in_a_text_says_where_it_is()
    {
        AciProblem problem = Problem(await ReadAsync("a.json", "{\n \"a\": 1\n \"b\": 2 }"u8.ToArray()));

        Assert.Contains("Line 3, column 2: a comma or } is expected.", problem.Message, StringComparison.Ordinal);
        Assert.Equal($"{Path.Combine(folder.FullName, "a.json")}:3:2", problem.Location?.ToString());
    }

    [Fact]
    public async Task A_fault_in_a_yaml_file_that_holds_json_is_told_as_a_fault_of_json()
    {
        AciProblem problem = Problem(await ReadAsync("a.yaml", "{ \"a\": 1 \"b\": 2 }"u8.ToArray()));

        Assert.Contains("as JSON", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_beyond_the_size_limit_is_not_read()
    {
        string path = Path.Combine(folder.FullName, "large.json");
        await using (FileStream stream = File.Create(path)) stream.SetLength(100L * 1024 * 1024);

        AciProblem problem = Problem(await DocumentReader.ReadFileAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(("AciDocumentTooLarge", AciProblemKind.LimitExceeded), (problem.Id, problem.Kind));
    }

    [Theory]
    [InlineData("deep.json")]
    [InlineData("deep.yaml")]
    public async Task A_text_ten_thousand_levels_deep_is_beyond_a_limit(string name)
    {
        AciProblem problem = Problem(await ReadAsync(name, Encoding.UTF8.GetBytes(new string('[', 10_000) + new string(']', 10_000))));

        Assert.Equal(("AciDocumentTooLarge", AciProblemKind.LimitExceeded, 1, 513), (problem.Id, problem.Kind, problem.Location?.Line, problem.Location?.Column));
    }

    [Fact]
    public async Task A_long_yaml_text_is_not_read()
    {
        byte[] text = new byte[DocumentLimits.YamlCharacters + 1];
        Array.Fill(text, (byte)'x');

        Assert.Equal("AciDocumentTooLarge", Problem(await ReadAsync("a.yaml", text)).Id);
    }

    [Fact]
    public async Task A_file_of_exactly_the_size_limit_is_read()
    {
        string path = Path.Combine(folder.FullName, "limit.json");
        await using (FileStream stream = File.Create(path))
        {
            await stream.WriteAsync("{\"a\":\""u8.ToArray(), TestContext.Current.CancellationToken);
            byte[] text = new byte[DocumentLimits.FileBytes - 8];
            Array.Fill(text, (byte)'x');
            await stream.WriteAsync(text, TestContext.Current.CancellationToken);
            await stream.WriteAsync("\"}"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        DocumentRead read = await DocumentReader.ReadFileAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(DocumentLimits.FileBytes - 8, read.Documents[0].Root["a"].AsText()?.Length);
    }

    [Fact]
    public async Task A_device_that_gives_without_end_is_not_read()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no such device here.");

        Assert.Equal("AciDocumentTooLarge", Problem(await DocumentReader.ReadFileAsync("/dev/zero", TestContext.Current.CancellationToken)).Id);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_found()
    {
        AciProblem problem = Problem(await DocumentReader.ReadFileAsync(Path.Combine(folder.FullName, "no", "file.json"), TestContext.Current.CancellationToken));

        Assert.Equal(("AciFileNotFound", AciProblemKind.NotFound), (problem.Id, problem.Kind));
    }

    [Fact]
    public async Task A_folder_is_no_file()
    {
        AciProblem problem = Problem(await DocumentReader.ReadFileAsync(folder.FullName, TestContext.Current.CancellationToken));

        Assert.Equal(("AciFileUnreadable", AciProblemKind.InvalidArgument), (problem.Id, problem.Kind));
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are those of Unix.");
        string path = Path.Combine(folder.FullName, "secret.json");
        await File.WriteAllTextAsync(path, Json, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.SkipWhen(CanRead(path), "This user may read everything.");

        AciProblem problem = Problem(await DocumentReader.ReadFileAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(("AciFileUnreadable", AciProblemKind.PermissionDenied), (problem.Id, problem.Kind));
    }

    [Fact]
    public async Task A_file_that_another_program_holds_is_unreadable()
    {
        string path = Path.Combine(folder.FullName, "held.json");
        await using FileStream holder = new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        AciProblem problem = Problem(await DocumentReader.ReadFileAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(("AciFileUnreadable", AciProblemKind.ReadError), (problem.Id, problem.Kind));
    }

    [Fact]
    public async Task Reading_stops_when_it_is_cancelled()
    {
        string path = Path.Combine(folder.FullName, "a.json");
        await File.WriteAllTextAsync(path, Json, TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DocumentReader.ReadFileAsync(path, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("type: microsoft.CONTAINERINSTANCE/containerGroups", true)]
    [InlineData("properties:\n  Containers:\n", true)]
    [InlineData("\"Microsoft.ContainerRegistry/registries\", container, Containers", true)]
    [InlineData("{\"type\": \"Microsoft.\\u0043ontainerInstance/containerGroups\"}", true)]
    [InlineData("type: \"Microsoft.\\x43ontainerInstance/containerGroups\"", true)]
    [InlineData("\"Microsoft.ContainerRegistry/registries\", container", false)]
    [InlineData("", false)]
    public void A_text_without_containers_need_not_be_read(string text, bool expected) => Assert.Equal(expected, DocumentReader.MayHoldContainerGroups(text));

    private static AciProblem Problem(DocumentRead read)
    {
        Assert.Empty(read.Documents);
        Assert.NotNull(read.Problem);
        Assert.False(string.IsNullOrEmpty(read.Problem.Recommendation));
        return read.Problem;
    }

    private static bool CanRead(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task<DocumentRead> ReadAsync(string name, byte[] content)
    {
        string path = Path.Combine(folder.FullName, name);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return await DocumentReader.ReadFileAsync(path, TestContext.Current.CancellationToken);
    }
}
