using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Access;

/// <summary>Reads lists of Microsoft Graph, whose pages go on at <c>@odata.nextLink</c> (azure-facts-2, G.2.1).</summary>
internal static class DirectoryList
{
    private const int MostPages = 1_000;

    /// <summary>The items, page by page.</summary>
    /// <exception cref="AciServiceException">A page could not be read.</exception>
    public static async IAsyncEnumerable<ObjectValue> ReadAsync(IArmClient directory, ArmRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArmRequest? next = request;
        for (int page = 0; next is not null && page < MostPages; page++)
        {
            Value body = (await directory.SendAsync(next, reporter, cancellationToken).ConfigureAwait(false)).Body;
            foreach (Value item in body["value"].Items)
            {
                if (item is ObjectValue found) yield return found;
            }

            next = body["@odata.nextLink"].AsText() is { Length: > 0 } link ? new ArmRequest(HttpMethod.Get, link, null) : null;
        }
    }
}
