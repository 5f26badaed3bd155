namespace AciSecMon.Azure.Diagnostics;

/// <summary>Says what a write does to a setting, for the question: a new one, one of the module's, or one that somebody else made and may rely on.</summary>
internal static class WriteWords
{
    /// <summary>What is done, such as <c>write diagnostic setting 'acisecmon' with logs, events and metrics to workspace 'central'</c>.</summary>
    public static string Of(PlannedWrite write)
    {
        string places = Places(write.Destinations);
        if (write.Before is not { } before) return $"write diagnostic setting '{write.Name}' with {Categories.InWords(write.Flowing)} to {places}";
        string[] added = [.. write.Flowing.Except(before.Flowing, StringComparer.OrdinalIgnoreCase)];
        var gains = new List<string>(2);
        if (added.Length > 0) gains.Add($"{Categories.InWords(added)} added to {places}");
        Destination[] joined = [.. write.Destinations.Where(destination => !before.Destinations.Contains(destination))];
        if (joined.Length > 0) gains.Add($"{Places(joined)} added as a destination");
        string owner = SettingName.IsOwn(write.Name) ? string.Empty : ", which somebody else made";
        return $"change diagnostic setting '{write.Name}'{owner}: {string.Join(", ", gains)}; it keeps {Kept(before)}";
    }

    private static string Kept(Setting before) => before.Flowing.Length == 0
        ? "everything else that it has"
        : $"{Categories.InWords(before.Flowing)} to {Places(before.Destinations)}, and everything else that it has";

    private static string Places(IEnumerable<Destination> destinations) => string.Join(" and ", destinations.Select(static destination => destination.InWords));
}
