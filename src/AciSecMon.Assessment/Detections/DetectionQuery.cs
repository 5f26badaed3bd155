namespace AciSecMon.Assessment.Detections;

/// <summary>The text that is sent for a detection: its query, with values of the caller in the place of defaults. Pure.</summary>
internal static class DetectionQuery
{
    /// <summary>The query with values, under a line that says what asks: owners of a workspace find it in their record of queries.</summary>
    /// <param name="detection">The detection.</param>
    /// <param name="values">Values by the names of parameters, ignoring case.</param>
    /// <exception cref="AciProblemException">There is no such parameter, or the value is of another type.</exception>
    public static string TextOf(Detection detection, IReadOnlyDictionary<string, object?> values)
    {
        string[] lines = detection.Query.Split('\n');
        foreach ((string name, object? value) in values)
        {
            DetectionParameter parameter = detection.Parameters.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw Wrong(detection, name, $"{detection.Id} has no parameter '{name}'.");
            string literal = KqlLiteral.Of(parameter.Type, value)
                ?? throw Wrong(detection, name, $"The parameter {parameter.Name} of {detection.Id} is of type {NameOf(parameter.Type)}; what was given is {KindOf(value)}.");
            lines[LineOf(lines, parameter.Name)] = $"let {parameter.Name} = {literal};";
        }

        return $"// {detection.Id}: {detection.Title}\n{string.Join('\n', lines)}";
    }

    /// <summary>The value that a query sets a name to; null where it does not.</summary>
    public static string? ValueOf(string query, string name)
    {
        string[] lines = query.Split('\n');
        int at = LineOf(lines, name);
        return at < 0 ? null : lines[at][Begin(name).Length..^1];
    }

    // Parameters stand at the top, so that nothing below is taken for one.
    private static int LineOf(string[] lines, string name)
    {
        for (int at = 0; at < lines.Length && lines[at].StartsWith("let ", StringComparison.Ordinal) && lines[at].EndsWith(';'); at++)
        {
            if (lines[at].StartsWith(Begin(name), StringComparison.Ordinal)) return at;
        }

        return -1;
    }

    private static string Begin(string name) => $"let {name} = ";

    private static string NameOf(KqlType type) => type.ToString().ToLowerInvariant();

    // Never the value itself: it may be anything.
    private static string KindOf(object? value) => value is null ? "nothing" : value is string ? "a text that is none" : value.GetType().Name;

    private static AciProblemException Wrong(Detection detection, string name, string message) => new(new AciProblem
    {
        Id = "AciDetectionParameterInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = message,
        Target = name,
        Recommendation = detection.Parameters.Count == 0
            ? $"{detection.Id} has no parameters."
            : $"Its parameters are {string.Join(", ", detection.Parameters.Select(static p => $"{p.Name} ({NameOf(p.Type)}, {p.Default})"))}.",
    });
}
