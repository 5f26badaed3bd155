namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>How long a secret is, as roughly as may be told.</summary>
internal static class LengthClass
{
    public const string Short = "under 8";
    public const string Medium = "8-15";
    public const string Long = "16-31";
    public const string VeryLong = "32 and over";

    public static string Of(string text) => text.Length switch
    {
        < 8 => Short,
        < 16 => Medium,
        < 32 => Long,
        _ => VeryLong,
    };
}
