using System.Collections.ObjectModel;
using System.Globalization;

namespace AciSecMon.Azure.Calls;

/// <summary>
/// The api-versions of a connection: the usual ones, and those that a person has put in their place for a cloud that lags behind or runs ahead. Looked up by the path of a
/// request, so that no call can pass it by. Source: azure-facts, section 0 (a version is that of one service; in sovereign clouds newer ones often come late).
/// </summary>
internal sealed class ApiVersionTable
{
    private const string Form = "yyyy-MM-dd";
    private const string Preview = "-preview";
    private const string Providers = "/providers/";

    private ApiVersionTable(IDictionary<string, string> changed) => Changed = new ReadOnlyDictionary<string, string>(changed);

    /// <summary>The table that nobody has changed.</summary>
    public static ApiVersionTable Usual { get; } = new(new Dictionary<string, string>());

    /// <summary>The versions in the place of the usual ones, by service.</summary>
    public IReadOnlyDictionary<string, string> Changed { get; }

    /// <summary>The table with other versions.</summary>
    /// <param name="asked">Service to version.</param>
    /// <exception cref="AciProblemException">There is no such service, or a text is no version.</exception>
    public static ApiVersionTable With(IReadOnlyDictionary<string, string> asked)
    {
        var changed = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string service, string version) in asked)
        {
            string known = ApiVersions.ByService.Keys.FirstOrDefault(key => string.Equals(key, service.Trim(), StringComparison.OrdinalIgnoreCase))
                ?? throw Wrong($"There is no service '{service}' whose api-version can be set.", service, $"There are {string.Join(", ", ApiVersions.ByService.Keys)}.");
            if (!IsVersion(version))
            {
                string example = $"@{{ '{known}' = '{ApiVersions.ByService[known]}' }}";
                throw Wrong($"'{version}' is no api-version for {known}.", known, $"Give it in quotes, as {Form} or {Form}{Preview}, such as {example}.");
            }

            changed[known] = version;
        }

        return changed.Count == 0 ? Usual : new ApiVersionTable(changed);
    }

    /// <summary>The version for a request.</summary>
    /// <param name="path">Path of the request.</param>
    /// <param name="usual">The usual version.</param>
    public string For(string path, string usual) => Changed.Count > 0 && ServiceOf(path) is { } service && Changed.TryGetValue(service, out string? version) ? version : usual;

    /// <summary>The service that a path leads to; null for one that is not known.</summary>
    public static string? ServiceOf(string path)
    {
        string type = TypeOf(path.Split('?')[0]);
        return ApiVersions.ByService.Keys.FirstOrDefault(key => type.StartsWith(key, StringComparison.OrdinalIgnoreCase) && (type.Length == key.Length || type[key.Length] == '/'));
    }

    // The last provider counts: a setting stands on a resource of another one.
    private static string TypeOf(string path)
    {
        int at = path.LastIndexOf(Providers, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return path.StartsWith("/subscriptions", StringComparison.OrdinalIgnoreCase) ? "Microsoft.Resources/subscriptions" : string.Empty;
        string[] parts = path[(at + Providers.Length)..].Split('/', StringSplitOptions.RemoveEmptyEntries);

        // A provider alone is something of Resource Manager itself.
        return parts.Length == 1 ? "Microsoft.Resources/providers" : string.Join('/', parts.Where(static (_, i) => i == 0 || i % 2 == 1));
    }

    private static bool IsVersion(string text)
    {
        string date = text.EndsWith(Preview, StringComparison.Ordinal) ? text[..^Preview.Length] : text;
        return DateOnly.TryParseExact(date, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    private static AciProblemException Wrong(string message, string target, string advice) => new(new AciProblem
    {
        Id = "AciApiVersionInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = message,
        Target = target,
        Recommendation = advice,
    });
}
