using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace AciSecMon.Formatting;

/// <summary>
/// Texts that the module's views are put together from. They take stored objects too, of which only the properties are left: an enumeration is then a number
/// that knows its name only as long as it stays wrapped.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ViewText
{
    /// <summary>What a finding is grouped by: its container group and file, or the file alone where it is about that.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="location">The session's current location; files below it are named from there.</param>
    public static string Group(PSObject? finding, PathInfo? location)
    {
        string group = Text(finding, nameof(AciSecurityFinding.ContainerGroupName));
        string file = FileOf(finding, nameof(AciSecurityFinding.Location), location);
        if (group.Length == 0) return file.Length == 0 ? Text(finding, nameof(AciSecurityFinding.SubjectId)) : file;

        string place = file.Length == 0 ? Text(finding, nameof(AciSecurityFinding.ResourceGroupName)) : file;
        return place.Length == 0 ? group : $"{group} ({place})";
    }

    /// <summary>Where a container group stands: its resource group and subscription, or the file that it was read from.</summary>
    /// <param name="group">The container group.</param>
    /// <param name="location">The session's current location; files below it are named from there.</param>
    public static string Home(PSObject? group, PathInfo? location)
    {
        string file = FileOf(group, nameof(AciContainerGroup.SourceLocation), location);
        if (file.Length > 0) return file;

        string resourceGroup = Text(group, nameof(AciContainerGroup.ResourceGroupName));
        string subscription = Text(group, nameof(AciContainerGroup.SubscriptionId));
        return subscription.Length == 0 ? resourceGroup : $"{resourceGroup} (subscription {subscription})";
    }

    /// <summary>The container group that something of Defender concerns, or how many where they are several.</summary>
    public static string Concerned(PSObject? item)
    {
        string name = Text(item, nameof(AciSecurityAlert.ContainerGroupName));
        string count = Text(item, nameof(AciSecurityAlert.ContainerGroupCount));
        return name.Length > 0 ? name : count.Length > 0 ? $"{count} groups" : string.Empty;
    }

    /// <summary>What was found in an image: the CVE, or the kind of finding.</summary>
    public static string Found(PSObject? row) =>
        Text(row, nameof(AciImageVulnerability.CveId)) is { Length: > 0 } cve ? cve : Text(row, nameof(AciImageVulnerability.Kind));

    /// <summary>What there is to do about a finding in an image, or why nothing is known of it.</summary>
    public static string Fix(PSObject? row)
    {
        if (Text(row, nameof(AciImageVulnerability.Kind)).Length == 0) return First(row?.Properties[nameof(AciImageVulnerability.Reason)]?.Value, 1);
        string package = Text(row, nameof(AciImageVulnerability.Package));
        string version = Text(row, nameof(AciImageVulnerability.FixedVersion));
        if (package.Length == 0) return Text(row, nameof(AciImageVulnerability.Title));
        return version.Length > 0 ? $"{package} -> {version}" : $"{package}, no fix known";
    }

    /// <summary>What is wrong with an alert rule, or else what it watches.</summary>
    public static string About(PSObject? rule)
    {
        string problems = First(rule?.Properties[nameof(AciAlertRule.Problem)]?.Value, 1);
        return problems.Length > 0 ? problems : First(rule?.Properties[nameof(AciAlertRule.Watches)]?.Value, 2);
    }

    /// <summary>The parts of being watched that are not on, by their state.</summary>
    public static string Gaps(PSObject? coverage) => string.Join(
        "; ",
        Items(coverage?.Properties[nameof(AciMonitoringCoverage.Part)]?.Value).Select(static part => part.Split(": ")).Where(static part => part.Length == 2 && part[1] != nameof(AciCoverageState.On))
            .GroupBy(static part => part[1], static part => part[0]).Select(static state => $"{state.Key}: {string.Join(", ", state)}"));

    /// <summary>Who did an operation, by name where there is one, and that it was a guest.</summary>
    public static string Caller(PSObject? activity)
    {
        string name = Text(activity, nameof(AciActivity.CallerName)) is { Length: > 0 } known ? known : Text(activity, nameof(AciActivity.Caller));
        return Text(activity, nameof(AciActivity.CallerKind)) == nameof(AciCallerKind.Guest) ? $"{name} (guest)" : name;
    }

    /// <summary>What an operation was on: container group and container, or the name of what is around it; for a role, who got it.</summary>
    public static string Target(PSObject? activity)
    {
        if (Text(activity, nameof(AciActivity.Detail)) is { Length: > 0 } detail) return LongId().Replace(detail, string.Empty);
        string group = Text(activity, nameof(AciActivity.ContainerGroupName));
        string container = Text(activity, nameof(AciActivity.ContainerName));
        string target = Text(activity, nameof(AciActivity.TargetId));
        string last = target[(target.LastIndexOf('/') + 1)..];
        return group.Length == 0 ? last : container.Length > 0 ? $"{group}/{container}" : string.Equals(last, group, StringComparison.OrdinalIgnoreCase) ? group : $"{group} ({last})";
    }

    /// <summary>What a principal could get through container groups, or, for an identity, what code in its groups gets.</summary>
    public static string Gets(PSObject? access)
    {
        string escalation = First(access?.Properties[nameof(AciAccess.Escalation)]?.Value, 1);
        return escalation.Length > 0 ? escalation : First(access?.Properties[nameof(AciAccess.BlastRadius)]?.Value, 2);
    }

    /// <summary>A share in percent; a question mark where it is not known.</summary>
    public static string Percent(object? share) => share is null ? "?" : string.Create(CultureInfo.InvariantCulture, $"{share}%");

    /// <summary>Values of a metric as a row of bars, each the mean of a part of the time; the lowest is the shortest.</summary>
    public static string Sparkline(object? values)
    {
        const string Bars = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
        const int Most = 24;
        object? bare = values is PSObject wrapped ? wrapped.BaseObject : values;
        if (bare is not IEnumerable list) return string.Empty;
        double[] all = [.. list.Cast<object?>().Select(static item => PSObject.AsPSObject(item).Properties[nameof(AciMetricValue.Average)]?.Value).OfType<double>()];
        if (all.Length == 0) return string.Empty;
        double[] means = [.. all.Chunk((all.Length + Most - 1) / Most).Select(static part => part.Average())];
        double low = means.Min();
        double range = means.Max() - low;
        return string.Concat(means.Select(mean => Bars[range > 0 ? (int)Math.Round((mean - low) / range * (Bars.Length - 1)) : 0]));
    }

    /// <summary>A value of a metric in a unit that people read.</summary>
    public static string Quantity(object? value, object? unit)
    {
        object? bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (bare is not double number) return string.Empty;
        string name = unit?.ToString() ?? string.Empty;
        if (!name.StartsWith("bytes", StringComparison.Ordinal)) return string.Create(CultureInfo.InvariantCulture, $"{number:0} m");
        string end = name.Length > "bytes".Length ? "/s" : string.Empty;
        return number switch
        {
            >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e9:0.##} GB{end}"),
            >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:0.#} MB{end}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{number / 1e3:0.#} kB{end}"),
        };
    }

    /// <summary>A status that fits a narrow column.</summary>
    public static string Status(PSObject? status) => status?.ToString() is nameof(AciFindingStatus.NotApplicable) ? "N/A" : status?.ToString() ?? string.Empty;

    /// <summary>The line of a location; empty where it is not known.</summary>
    public static string Line(PSObject? location) => PlaceOf(location).Line;

    /// <summary>Each item on a line of its own.</summary>
    public static string Lines(object? items) => string.Join('\n', Items(items));

    /// <summary>The entries of a table, each on a line of its own.</summary>
    public static string Pairs(object? table) => (table is PSObject wrapped ? wrapped.BaseObject : table) is IDictionary entries
        ? string.Join('\n', entries.Keys.Cast<object>().Select(static key => key.ToString() ?? string.Empty).Order(StringComparer.Ordinal).Select(key => $"{key} = {entries[key]}"))
        : string.Empty;

    /// <summary>The items in a row.</summary>
    public static string Row(object? items) => string.Join(", ", Items(items));

    /// <summary>A time to the minute, UTC. What was stored and read again may be a local time.</summary>
    public static string Minute(object? time) => (time is PSObject wrapped ? wrapped.BaseObject : time) switch
    {
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        DateTime at => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        _ => time?.ToString() ?? string.Empty,
    };

    /// <summary>The first few sentences in a row, and how many there are besides.</summary>
    public static string First(object? sentences, int count)
    {
        string[] all = [.. Items(sentences).Select(static sentence => sentence.TrimEnd('.'))];
        string shown = string.Join("; ", all.Take(count));
        return all.Length > count ? string.Create(CultureInfo.InvariantCulture, $"{shown}; {all.Length - count} more") : shown;
    }

    private static IEnumerable<string> Items(object? items)
    {
        object? bare = items is PSObject wrapped ? wrapped.BaseObject : items;
        return bare is IEnumerable list and not string
            ? list.Cast<object?>().Select(static item => item?.ToString() ?? string.Empty)
            : items is null ? [] : [items.ToString() ?? string.Empty];
    }

    private static string FileOf(PSObject? item, string property, PathInfo? location)
    {
        if (item?.Properties[property]?.Value is not { } place) return string.Empty;
        string file = PlaceOf(PSObject.AsPSObject(place)).File;
        if (file.Length == 0 || location is null) return file;

        string relative = Path.GetRelativePath(location.ProviderPath, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }

    // What comes back from a job or a remote session has only the text of its location.
    private static (string File, string Line) PlaceOf(PSObject? location)
    {
        if (location?.BaseObject is string text)
        {
            Match place = LocationText().Match(text);
            return place.Success ? (place.Groups["file"].Value, place.Groups["line"].Value) : (text, string.Empty);
        }

        string line = Text(location, nameof(AciSourceLocation.Line));
        return (Text(location, nameof(AciSourceLocation.File)), line == "0" ? string.Empty : line);
    }

    // An object id behind a name, and all but the last part of a resource id.
    [GeneratedRegex(@" \([0-9a-f-]{36}\)|/\S*/(?=[^/]+$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LongId();

    [GeneratedRegex(@"^(?<file>.+):(?<line>\d+):\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex LocationText();

    private static string Text(PSObject? item, string property) => item?.Properties[property]?.Value?.ToString() ?? string.Empty;
}
