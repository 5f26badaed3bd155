using System.Text.RegularExpressions;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>
/// Functions of text. Those that search ignore case, except <c>contains</c> and <c>replace</c> (azure-resource-manager/templates/template-functions-string).
/// </summary>
internal static class StringFunctions
{
    public static FunctionDefinition[] All { get; } =
    [
        new("toLower", 1, 1, static (a, _) => a[0].AsText() is { } text ? new StringValue(text.ToLowerInvariant()) : null),
        new("toUpper", 1, 1, static (a, _) => a[0].AsText() is { } text ? new StringValue(text.ToUpperInvariant()) : null),
        new("trim", 1, 1, static (a, _) => a[0].AsText() is { } text ? new StringValue(text.Trim()) : null),
        new("startsWith", 2, 2, static (a, _) => Test(a, static (text, part) => text.StartsWith(part, StringComparison.OrdinalIgnoreCase))) { Flow = OriginFlow.None, NeedsExactText = true },
        new("endsWith", 2, 2, static (a, _) => Test(a, static (text, part) => text.EndsWith(part, StringComparison.OrdinalIgnoreCase))) { Flow = OriginFlow.None, NeedsExactText = true },
        new("like", 2, 2, static (a, _) => Test(a, IsLike)) { Flow = OriginFlow.None, NeedsExactText = true },
        new("replace", 3, 3, Replace),
        new("substring", 1, 3, Substring) { NeedsExactText = true },
        new("padLeft", 2, 3, PadLeft) { NeedsExactText = true },
        new("split", 2, 2, Split) { Arguments = ArgumentMode.KnownThroughout },
        new("join", 2, 2, Join) { Arguments = ArgumentMode.KnownThroughout },
    ];

    private static BooleanValue? Test(Value[] arguments, Func<string, string, bool> test) =>
        arguments[0].AsText() is { } text && arguments[1].AsText() is { } part ? new BooleanValue(test(text, part)) : null;

    private static bool IsLike(string text, string pattern)
    {
        // No backtracking: a pattern of many stars must not take time beyond the text's length.
        string expression = $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$";
        return Regex.IsMatch(text, expression, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }

    private static Value? Replace(Value[] arguments, Invocation invocation)
    {
        if (arguments[0].AsText() is not { } text || arguments[1].AsText() is not { Length: > 0 } old || arguments[2].AsText() is not { } replacement) return null;
        long count = 0;
        for (int at = text.IndexOf(old, StringComparison.Ordinal); at >= 0; at = text.IndexOf(old, at + old.Length, StringComparison.Ordinal)) count++;
        if (!invocation.Budget.TryMakeText(text.Length + (count * replacement.Length))) return invocation.TooLarge();
        return new StringValue(text.Replace(old, replacement, StringComparison.Ordinal));
    }

    private static StringValue? Substring(Value[] arguments, Invocation invocation)
    {
        if (arguments[0].AsText() is not { } text) return null;
        long? start = arguments.Length > 1 ? arguments[1].AsWhole() : 0;
        if (start is not { } from || from < 0 || from > text.Length) return null;
        long? length = arguments.Length > 2 ? arguments[2].AsWhole() : text.Length - from;
        if (length is not { } count || count < 0 || from + count > text.Length) return null;
        return new StringValue(text.Substring((int)from, (int)count));
    }

    private static Value? PadLeft(Value[] arguments, Invocation invocation)
    {
        if (arguments[0].AsText() is not { } text || arguments[1].AsWhole() is not { } width || width < 0) return null;
        string? filler = arguments.Length > 2 ? arguments[2].AsText() : " ";
        if (filler is not { Length: 1 }) return null;
        if (width > int.MaxValue || !invocation.Budget.TryMakeText(width)) return invocation.TooLarge();
        return new StringValue(text.PadLeft((int)width, filler[0]));
    }

    private static Value? Split(Value[] arguments, Invocation invocation)
    {
        if (arguments[0].AsText() is not { } text) return null;
        string?[] delimiters = arguments[1] is ArrayValue several ? [.. several.Items.Select(static item => item.AsText())] : [arguments[1].AsText()];
        if (delimiters.Length == 0 || Array.Exists(delimiters, string.IsNullOrEmpty)) return null;
        if (!invocation.Budget.TryMakeText(text.Length) || !invocation.Budget.TryMakeParts(text.Length / 8)) return invocation.TooLarge();
        string[] parts = text.Split(delimiters!, StringSplitOptions.None);
        return invocation.Budget.TryMakeParts(parts.Length) ? new ArrayValue(Array.ConvertAll<string, Value>(parts, static part => new StringValue(part))) : invocation.TooLarge();
    }

    private static Value? Join(Value[] arguments, Invocation invocation)
    {
        if (arguments[0] is not ArrayValue array || arguments[1].AsText() is not { } separator) return null;
        var parts = new string[array.Items.Count];
        long length = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            if (array.Items[i].AsText() is not { } part) return null;
            parts[i] = part;
            length += part.Length + separator.Length;
        }

        return invocation.Budget.TryMakeText(length) ? new StringValue(string.Join(separator, parts)) : invocation.TooLarge();
    }
}
