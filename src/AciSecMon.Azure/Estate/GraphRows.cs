using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Estate;

/// <summary>Reads all rows of a query whose number is small.</summary>
internal static class GraphRows
{
    /// <summary>The rows, and whether they are all that there are. What broke the query is told.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="query">The query.</param>
    /// <param name="what">What is asked for, in the plural, for messages.</param>
    /// <param name="reporter">Takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<(List<ObjectValue> Rows, bool IsWhole)> ReadAsync(AzureEstate estate, GraphQuery query, string what, IAciReporter reporter, CancellationToken cancellationToken)
    {
        List<ObjectValue> rows = [];
        bool isWhole = true;
        await foreach (LivePage page in estate.PagesAsync(query, facet: null, what, reporter, cancellationToken).ConfigureAwait(false))
        {
            rows.AddRange(page.Rows);
            foreach (UnreadPart unread in page.Unread)
            {
                isWhole = false;
                await reporter.ProblemAsync(unread.Problem, cancellationToken).ConfigureAwait(false);
            }
        }

        return (rows, isWhole);
    }
}
