using System.Globalization;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;

namespace AciSecMon.Sandbox.Services;

/// <summary>Cuts lists into pages, with an absolute link to the next one.</summary>
internal static class Paging
{
    /// <summary>Gives the page of a list that the call asks for; anything that is no list as it is.</summary>
    public static Answer Cut(Answer answer, Call call, int pageSize)
    {
        if (answer.Body is not JsonObject whole || whole["value"] is not JsonArray rows || whole.ContainsKey("id")) return answer;
        int from = int.TryParse(call.Query.GetValueOrDefault("$skiptoken", "0"), NumberStyles.None, CultureInfo.InvariantCulture, out int start) ? start : 0;
        if (from == 0 && rows.Count <= pageSize) return answer;

        JsonNode?[] page = [.. rows.Skip(from).Take(pageSize).Select(static row => row?.DeepClone())];
        var body = new JsonObject { ["value"] = new JsonArray(page) };
        if (from + page.Length < rows.Count) body["nextLink"] = LinkTo(call, from + page.Length);
        return new Answer(answer.Status, body);
    }

    private static string LinkTo(Call call, int from)
    {
        IEnumerable<string> kept = call.Query
            .Where(static pair => !string.Equals(pair.Key, "$skiptoken", StringComparison.OrdinalIgnoreCase))
            .Select(static pair => pair.Key + "=" + Uri.EscapeDataString(pair.Value));
        return new Uri(SandboxServer.ResourceManager, call.Path).AbsoluteUri + "?" + string.Join('&', kept) + "&$skiptoken=" + from.ToString(CultureInfo.InvariantCulture);
    }
}
