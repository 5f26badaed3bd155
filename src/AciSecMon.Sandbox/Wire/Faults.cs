using System.Net;
using System.Text;

namespace AciSecMon.Sandbox.Wire;

/// <summary>What goes wrong, and when. Empty by default.</summary>
internal sealed class Faults
{
    private readonly List<Planned> plan = [];

    /// <summary>Answers requests whose method and path fit with something of one's own.</summary>
    /// <param name="method">Method; null for any.</param>
    /// <param name="pathPart">Part of the path, ignoring case.</param>
    /// <param name="times">How often; then the sandbox answers itself again.</param>
    /// <param name="answer">Makes the answer, or throws.</param>
    public void On(string? method, string pathPart, int times, Func<HttpResponseMessage> answer)
    {
        lock (plan) plan.Add(new Planned(method, pathPart, answer) { Left = times });
    }

    /// <summary>Answers with a status, a text and headers.</summary>
    public void On(string? method, string pathPart, int times, int status, string content = "", string mediaType = "application/json", params (string Name, string Value)[] headers) => On(method, pathPart, times, () =>
    {
        var message = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(content, Encoding.UTF8, mediaType) };
        foreach ((string name, string value) in headers) message.Headers.TryAddWithoutValidation(name, value);
        return message;
    });

    /// <summary>The planned answer; null where none is.</summary>
    public HttpResponseMessage? Take(string method, string path)
    {
        Func<HttpResponseMessage>? answer = null;
        lock (plan)
        {
            Planned? next = plan.Find(p => p.Left > 0 && (p.Method is null || p.Method == method) && path.Contains(p.PathPart, StringComparison.OrdinalIgnoreCase));
            if (next is not null)
            {
                next.Left--;
                answer = next.Answer;
            }
        }

        return answer?.Invoke();
    }

    private sealed record Planned(string? Method, string PathPart, Func<HttpResponseMessage> Answer)
    {
        public int Left { get; set; }
    }
}
