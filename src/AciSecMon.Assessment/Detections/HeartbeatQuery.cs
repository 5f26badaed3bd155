namespace AciSecMon.Assessment.Detections;

/// <summary>The question when the last row of each container group came into a workspace, whichever tables it has.</summary>
internal static class HeartbeatQuery
{
    /// <summary>Column with the group's resource id in small letters.</summary>
    public const string ResourceId = "ResourceId";

    /// <summary>Column with the time of the last row.</summary>
    public const string Last = "Last";

    /// <summary>Column with what the last row was: output, events or metrics.</summary>
    public const string What = "What";

    private static readonly Lazy<string> Loaded = new(static () =>
    {
        using var text = new StreamReader(typeof(HeartbeatQuery).Assembly.GetManifestResourceStream("heartbeat.kql")!);
        return text.ReadToEnd().ReplaceLineEndings("\n");
    });

    /// <summary>The query.</summary>
    public static string Text => Loaded.Value;
}
