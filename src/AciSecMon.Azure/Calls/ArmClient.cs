using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Calls;

/// <summary>Resource Manager's conventions over the transport: errors, pages, long-running operations, Resource Graph.</summary>
internal sealed class ArmClient(ArmTransport transport, CallCounter counter, TimeProvider clock) : IArmClient, IDisposable
{
    private const int MostPages = 1_000;
    private static readonly SourceFile Answer = new(null, "answer");

    /// <inheritdoc/>
    public ApiVersionTable Versions => transport.Versions;

    /// <inheritdoc/>
    public async Task<ArmResponse> SendAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        RawAnswer answer = await SendRawAsync(request, reporter, cancellationToken).ConfigureAwait(false);
        return ToResponse(request, answer);
    }

    /// <inheritdoc/>
    public async Task<ArmResponse> SendAndWaitAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        RawAnswer answer = await SendRawAsync(request, reporter, cancellationToken).ConfigureAwait(false);
        return await new LongRunningOperation(this, clock).WaitAsync(request, answer, reporter, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectValue> ListAsync(ArmRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        ArmRequest? next = request;
        while (next is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RawAnswer answer = await SendRawAsync(next, reporter, cancellationToken).ConfigureAwait(false);
            Value page = ToValue(next, answer);
            if (page["value"] is not ArrayValue items) throw ServiceErrors.Invalid(next, answer, "it is no list");
            foreach (Value item in items.Items)
            {
                if (item is ObjectValue found) yield return found;
            }

            // Microsoft Graph has another name for it (azure-facts-2, G.2.1).
            string? link = page["nextLink"].AsText() ?? page["@odata.nextLink"].AsText();
            if (string.IsNullOrEmpty(link)) yield break;
            if (!seen.Add(link) || seen.Count > MostPages) throw ServiceErrors.Invalid(next, answer, "its pages go round in a circle, or never end");
            next = new ArmRequest(HttpMethod.Get, link, null);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<GraphPage> QueryAsync(GraphQuery query, IAciReporter reporter, CancellationToken cancellationToken) =>
        ResourceGraph.QueryAsync(this, query, reporter, cancellationToken);

    /// <summary>Forgets the tokens.</summary>
    public void Dispose() => transport.Dispose();

    /// <summary>Sends a request; an answer with an error status is an exception.</summary>
    internal async Task<RawAnswer> SendRawAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        RawAnswer answer = await transport.SendAsync(request, reporter, cancellationToken).ConfigureAwait(false);
        if (answer.Status is >= 200 and < 300) return answer;
        counter.Failed();

        // A redirection is not followed: the token would go along.
        throw answer.Status < 400 ? ServiceErrors.Invalid(request, answer, "it points elsewhere") : ServiceErrors.Of(request, answer, clock.GetUtcNow());
    }

    /// <summary>The content of an answer as a value.</summary>
    internal static Value ToValue(ArmRequest request, RawAnswer answer)
    {
        if (answer.Text.Length == 0) return MissingValue.Instance;
        try
        {
            return JsonDocumentReader.Read(Answer, answer.Text).Root;
        }
        catch (DocumentException)
        {
            throw ServiceErrors.Invalid(request, answer, answer.Text.TrimStart().StartsWith('<') ? "it is a web page" : "it is no JSON");
        }
    }

    /// <summary>The answer as callers take it, after a look at whether it can be read.</summary>
    internal static ArmResponse ToResponse(ArmRequest request, RawAnswer answer)
    {
        _ = ToValue(request, answer);
        return new ArmResponse(answer.Status, answer.Text, answer.RequestId);
    }
}
