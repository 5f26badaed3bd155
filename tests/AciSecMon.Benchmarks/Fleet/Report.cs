using System.Globalization;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Http;

namespace AciSecMon.Benchmarks.Fleet;

/// <summary>Prints a measurement.</summary>
internal sealed class Report(TextWriter output)
{
    /// <summary>Prints what was measured, one figure a line.</summary>
    public void Print(SandboxServer server, int signIn, long estate, TimeSpan passed, Meter meter, AciCallStatistics statistics, int problems)
    {
        IReadOnlyList<LoggedRequest> requests = server.Log.Requests;
        Line("objects", $"{meter.Objects}");
        Line("requests", $"{requests.Count} (and {signIn} to sign in)");
        foreach (IGrouping<string, LoggedRequest> kind in requests.GroupBy(KindOf).OrderByDescending(static group => group.Count())) Line("  " + kind.Key, $"{kind.Count()}");
        Line("refused with 429", $"{requests.Count(static request => request.Status == 429)}");
        Line("problems", $"{problems}");
        Line("first object", $"{meter.First.TotalMilliseconds:f0} ms");
        Line("total", $"{meter.Total.TotalSeconds:f2} s, {meter.Processor.TotalSeconds:f2} s of processor");
        Line("by the service's clock", $"{passed.TotalSeconds:f1} s, of which {statistics.Waited.TotalSeconds:f1} s asked for");
        Line("received", $"{Mega(statistics.BytesReceived)}");
        Line("estate of the sandbox", $"{Mega(estate)}");
        Line("managed heap, most", $"{Mega(meter.Heap)}");
        Line("working set, most", $"{Mega(meter.WorkingSet)}");
        Line("managed heap, at the end", $"{Mega(Memory.Now())}");
    }

    private static string KindOf(LoggedRequest request)
    {
        string[] parts = request.PathAndQuery.Split('?')[0].Split('/');
        if (request.Host.EndsWith(".azurecr.io", StringComparison.OrdinalIgnoreCase)) return $"{request.Method} registry {(parts[1] == "oauth2" ? parts[2] : parts.Contains("manifests") ? "manifest" : "tag")}";
        if (request.Body is { } body)
        {
            int start = body.IndexOf("type in~", StringComparison.Ordinal);
            return request.Method + " Resource Graph " + (start < 0 ? "" : body.Substring(start, Math.Min(90, body.Length - start)));
        }

        string path = request.PathAndQuery.Split('?')[0];
        int provider = path.LastIndexOf("/providers/", StringComparison.OrdinalIgnoreCase);
        return request.Method + " " + string.Join('/', (provider < 0 ? path : path[provider..]).Split('/').Skip(2).Take(2));
    }

    private void Line(string name, FormattableString value) => output.WriteLine($"  {name,-34} {value.ToString(CultureInfo.InvariantCulture)}");

    private static string Mega(long bytes) => (bytes / 1e6).ToString("f1", CultureInfo.InvariantCulture) + " MB";
}
