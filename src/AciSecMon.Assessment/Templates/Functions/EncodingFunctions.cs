using System.Text;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions that write values as text and read them back: JSON, Base64, URIs.</summary>
internal static class EncodingFunctions
{
    private const string DataUriStart = "data:text/plain;charset=utf8;base64,";

    public static FunctionDefinition[] All { get; } =
    [
        new("string", 1, 1, String) { Arguments = ArgumentMode.KnownThroughout },
        new("json", 1, 1, Json) { NeedsExactText = true },
        new("base64", 1, 1, static (a, call) => Make(a[0].AsText() is { } text ? ToBase64(text) : null, call)) { NeedsExactText = true },
        new("base64ToString", 1, 1, static (a, call) => Make(FromBase64(a[0].AsText()), call)),
        new("base64ToJson", 1, 1, static (a, call) => FromBase64(a[0].AsText()) is { } text ? JsonText.Read(text, call.Site, call.Budget) : null),
        new("dataUri", 1, 1, static (a, call) => Make(a[0].AsText() is { } text ? DataUriStart + ToBase64(text) : null, call)) { NeedsExactText = true },
        new("dataUriToString", 1, 1, static (a, call) => Make(FromDataUri(a[0].AsText()), call)),
        new("uriComponent", 1, 1, static (a, call) => Make(a[0].AsText() is { } text ? Uri.EscapeDataString(text) : null, call)) { NeedsExactText = true },
        new("uriComponentToString", 1, 1, static (a, call) => Make(a[0].AsText() is { } text ? Uri.UnescapeDataString(text) : null, call)),
        new("uri", 2, 2, static (a, call) => Make(Combine(a[0].AsText(), a[1].AsText()), call)),
        new("buildUri", 1, 1, BuildUri) { Arguments = ArgumentMode.KnownThroughout },
        new("parseUri", 1, 1, ParseUri) { NeedsExactText = true },
    ];

    private static Value? Make(string? text, Invocation invocation)
    {
        if (text is null) return null;
        return invocation.Budget.TryMakeText(text.Length) ? new StringValue(text) : invocation.TooLarge();
    }

    private static Value? String(Value[] arguments, Invocation invocation) => arguments[0] switch
    {
        StringValue text => text,
        LiteralValue literal => new StringValue(literal.Text),
        MissingValue => new StringValue(string.Empty),
        _ => JsonText.TryWrite(arguments[0], invocation.Budget) is { } json ? new StringValue(json) : invocation.TooLarge(),
    };

    private static Value? Json(Value[] arguments, Invocation invocation) => arguments[0] switch
    {
        StringValue text => JsonText.Read(text.Text, invocation.Site, invocation.Budget),
        LiteralValue or MissingValue => arguments[0],
        _ => null,
    };

    private static string ToBase64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string? FromBase64(string? text)
    {
        if (text is null) return null;
        byte[] bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out int written) ? Encoding.UTF8.GetString(bytes, 0, written) : null;
    }

    private static string? FromDataUri(string? text)
    {
        if (text is null || !text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return null;
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0) return null;
        string data = text[(comma + 1)..];
        return text.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase) ? FromBase64(data) : Uri.UnescapeDataString(data);
    }

    private static string? Combine(string? start, string? relative) =>
        start is not null && relative is not null && Uri.TryCreate(start, UriKind.Absolute, out Uri? absolute) && Uri.TryCreate(absolute, relative, out Uri? combined)
            ? combined.ToString()
            : null;

    private static Value? BuildUri(Value[] arguments, Invocation invocation)
    {
        Value parts = arguments[0];
        if (parts["scheme"].AsText() is not { } scheme || parts["host"].AsText() is not { } host) return null;
        string port = parts["port"].AsText() is { } number ? $":{number}" : string.Empty;
        string path = parts["path"].AsText() is { Length: > 0 } given ? (given.StartsWith('/') ? given : $"/{given}") : string.Empty;
        string query = parts["query"].AsText() is { Length: > 0 } asked ? (asked.StartsWith('?') ? asked : $"?{asked}") : string.Empty;
        return Make($"{scheme}://{host}{port}{path}{query}", invocation);
    }

    private static ObjectValue? ParseUri(Value[] arguments, Invocation invocation)
    {
        if (!Uri.TryCreate(arguments[0].AsText(), UriKind.Absolute, out Uri? uri)) return null;
        return new ObjectValue(
        [
            new("scheme", new StringValue(uri.Scheme)),
            new("host", new StringValue(uri.Host)),
            new("port", uri.IsDefaultPort ? MissingValue.Instance : new NumberValue(uri.Port)),
            new("path", new StringValue(uri.AbsolutePath)),
            new("query", new StringValue(uri.Query)),
        ]);
    }
}
