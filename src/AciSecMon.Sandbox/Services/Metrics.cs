using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Xml;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Services;

/// <summary>
/// Microsoft.Insights/metrics of a container group (azure-facts, B.5): values are made up from the names, the same for the same time, and a container of which the estate
/// tells so works at its limit. Metrics of the network have no dimension and refuse a filter on it.
/// </summary>
internal sealed class Metrics(ResourceStore store)
{
    private const string Type = "Microsoft.Insights/metrics";
    private const string BusyTag = "load";
    private const int MostValues = 20_000;

    private static readonly string[] OfContainers = ["CpuUsage", "MemoryUsage"];
    private static readonly string[] OfGroups = ["NetworkBytesReceivedPerSecond", "NetworkBytesTransmittedPerSecond"];
    private static readonly string[] Grains = ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H"];

    public static bool Knows(ResourcePath path) => path.Is(Type);

    public Answer Respond(Call call, ResourcePath path)
    {
        if (call.Method != "GET") throw RefusedException.Method(call.Method);
        JsonObject group = store.Find(path.Scope) ?? throw RefusedException.NotFound("Microsoft.ContainerInstance/containerGroups", path.Scope.Split('/')[^1], path.ResourceGroup);
        string[] names = call.Query.GetValueOrDefault("metricnames", string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries);
        bool isFiltered = call.Query.GetValueOrDefault("$filter", string.Empty).Length > 0;
        if (names.FirstOrDefault(static name => !OfContainers.Contains(name) && !OfGroups.Contains(name)) is { } unknown)
            throw RefusedException.Bad($"Failed to find metric configuration for provider: Microsoft.ContainerInstance, resource Type: containerGroups, metric: {unknown}.");
        if (isFiltered && names.Any(OfGroups.Contains)) throw RefusedException.Bad("Metrics with different dimensions cannot be queried together with this filter.");
        string grain = call.Query.GetValueOrDefault("interval", "PT1M");
        if (!Grains.Contains(grain)) throw RefusedException.Bad($"Detected invalid time grain input: {grain}. Valid time grains: {string.Join(',', Grains)}.");
        (DateTimeOffset from, DateTimeOffset to) = Times(call.Query.GetValueOrDefault("timespan", string.Empty));
        TimeSpan step = XmlConvert.ToTimeSpan(grain);
        if ((to - from) / step > MostValues) throw RefusedException.Bad("The request asks for too many values.");
        var values = new JsonArray([.. names.Select(name => Metric(group, path, name, isFiltered, from, to, step))]);
        return Answer.Ok(new JsonObject
        {
            ["cost"] = (int)(to - from).TotalMinutes,
            ["timespan"] = $"{Text(from)}/{Text(to)}",
            ["interval"] = grain,
            ["namespace"] = "Microsoft.ContainerInstance/containerGroups",
            ["resourceregion"] = (string?)group["location"],
            ["value"] = values,
        });
    }

    private static JsonObject Metric(JsonObject group, ResourcePath path, string name, bool isFiltered, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var series = new JsonArray();
        JsonArray containers = group["properties"]?["containers"] as JsonArray ?? [];
        bool runs = !string.Equals((string?)group["properties"]?["osType"], "Windows", StringComparison.OrdinalIgnoreCase);
        bool isOfContainer = OfContainers.Contains(name);
        JsonObject?[] measured = !runs ? [] : isOfContainer && isFiltered ? [.. containers.OfType<JsonObject>()] : [null];
        foreach (JsonObject? container in measured)
        {
            var one = new JsonObject { ["metadatavalues"] = new JsonArray(), ["data"] = Data(group, container, name, from, to, step) };
            if (container is not null)
                one["metadatavalues"]!.AsArray().Add(new JsonObject { ["name"] = new JsonObject { ["value"] = "containername", ["localizedValue"] = "containername" }, ["value"] = (string?)container["name"] });
            series.Add(one);
        }

        return new JsonObject
        {
            ["id"] = $"{path.Scope}/providers/{Type}/{name}",
            ["type"] = Type,
            ["name"] = new JsonObject { ["value"] = name, ["localizedValue"] = name },
            ["unit"] = name == "CpuUsage" ? "Count" : "Bytes",
            ["timeseries"] = series,
            ["errorCode"] = "Success",
        };
    }

    private static JsonArray Data(JsonObject group, JsonObject? container, string name, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        double most = Most(container, name);
        string load = (string?)group["tags"]?[BusyTag] ?? string.Empty;
        string seed = $"{group["id"]}/{container?["name"]}/{name}";
        var data = new JsonArray();
        for (DateTimeOffset at = new((from.UtcTicks + step.Ticks - 1) / step.Ticks * step.Ticks, TimeSpan.Zero); at < to; at += step)
        {
            // A slow wave over the day, with a little noise.
            double usual = most * (0.25 + (0.1 * Math.Sin(at.TimeOfDay.TotalHours / 24 * 2 * Math.PI)) + (0.05 * Noise(seed, at)));
            double value = (load, name) switch
            {
                ("full", "CpuUsage") => most * (0.99 + (0.01 * Noise(seed, at))),
                ("spike", _) when at >= to - (3 * step) => most * 0.9,
                _ => usual,
            };
            data.Add(new JsonObject { ["timeStamp"] = Text(at), ["average"] = Math.Round(value, 2), ["maximum"] = Math.Round(Math.Min(most, value * 1.1), 2) });
        }

        return data;
    }

    private static double Most(JsonObject? container, string name)
    {
        JsonNode? requests = container?["properties"]?["resources"]?["requests"];
        return name switch
        {
            "CpuUsage" => 1000 * Number(requests?["cpu"], 1),
            "MemoryUsage" => 1e9 * Number(requests?["memoryInGB"], 1.5),
            _ => 2e6,
        };
    }

    private static double Number(JsonNode? node, double otherwise) => node is null ? otherwise : double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    // Between 0 and 1, the same for the same seed and time on every machine.
    private static double Noise(string seed, DateTimeOffset at)
    {
        ulong hash = 14695981039346656037;
        foreach (char letter in $"{seed}@{at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}") hash = (hash ^ letter) * 1099511628211;
        return (hash >> 11) / (double)(1UL << 53);
    }

    private static (DateTimeOffset From, DateTimeOffset To) Times(string timespan)
    {
        string[] parts = timespan.Split('/');
        return parts.Length == 2 && Read(parts[0]) is { } from && Read(parts[1]) is { } to && from < to
            ? (from, to)
            : throw new RefusedException(HttpStatusCode.BadRequest, "BadRequest", $"The timespan '{timespan}' is invalid.");

        static DateTimeOffset? Read(string text) =>
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
