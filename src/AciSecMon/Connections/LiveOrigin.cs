using System.Runtime.CompilerServices;

namespace AciSecMon.Connections;

/// <summary>
/// Remembers which connection an object was read over, for as long as the object lives: a group, or what was said of one. What is piped on can so be asked about, and
/// changed, where it came from; what comes of a file has no such origin.
/// </summary>
internal static class LiveOrigin
{
    private static readonly ConditionalWeakTable<object, AciConnection> Origins = new();

    /// <summary>The connection; null for an object that was not read live.</summary>
    public static AciConnection? Of(object item) => Origins.TryGetValue(item, out AciConnection? connection) ? connection : null;

    /// <summary>Notes of every object where it was read.</summary>
    /// <param name="items">The objects.</param>
    /// <param name="connection">The connection; null where they come from several, or from none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async IAsyncEnumerable<T> Noted<T>(IAsyncEnumerable<T> items, AciConnection? connection, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        await foreach (T item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (connection is not null) Origins.AddOrUpdate(item, connection);
            yield return item;
        }
    }
}
