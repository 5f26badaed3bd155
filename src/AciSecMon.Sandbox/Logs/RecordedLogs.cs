using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Estates;

namespace AciSecMon.Sandbox.Logs;

/// <summary>The record of an estate's logs, by the names of its workspaces.</summary>
internal sealed class RecordedLogs
{
    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Dictionary<string, RecordedWorkspace> byName = new(StringComparer.OrdinalIgnoreCase);

    private RecordedLogs()
    {
    }

    /// <summary>A record that holds nothing.</summary>
    public static RecordedLogs None { get; } = new();

    /// <summary>Reads a record of this assembly.</summary>
    public static RecordedLogs Read(string file, IReadOnlyDictionary<string, string> subscriptions)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The record '{file}' is not part of this assembly.");
        JsonObject root = JsonNode.Parse(stream, documentOptions: Reading)!.AsObject();
        var logs = new RecordedLogs();
        foreach ((string name, JsonNode? tables) in root["workspaces"]!.AsObject())
            logs.byName[name] = new RecordedWorkspace(name, tables!.AsObject(), root["detections"]!.AsObject(), root["heartbeats"]?[name], text => EstateReader.Long(text, subscriptions).ToLowerInvariant());
        return logs;
    }

    /// <summary>What is recorded of a workspace; null where nothing is.</summary>
    public RecordedWorkspace? Of(string workspace) => byName.GetValueOrDefault(workspace);
}
