using System.Runtime.CompilerServices;

namespace AciSecMon.Azure.Calls;

/// <summary>Does the same work for many things, a bounded number at a time.</summary>
internal static class BoundedWork
{
    /// <summary>How many calls of a kind run at once; well under what a subscription refills in a second (azure-facts, I.2: 25 reads).</summary>
    public const int Degree = 8;

    /// <summary>The results in the order of the source. When the caller stops, what is under way is cancelled and awaited.</summary>
    public static IAsyncEnumerable<TResult> MapAsync<T, TResult>(
        IAsyncEnumerable<T> source, Func<T, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) => MapAsync(source, work, Degree, cancellationToken);

    /// <summary>The results in the order of the source.</summary>
    public static IAsyncEnumerable<TResult> MapAsync<T, TResult>(
        IReadOnlyList<T> source, Func<T, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) => MapAsync(ToAsync(source), work, Degree, cancellationToken);

    /// <summary>The results in the order of the source, for a service that takes another number of calls at once.</summary>
    public static IAsyncEnumerable<TResult> MapAsync<T, TResult>(
        IReadOnlyList<T> source, Func<T, CancellationToken, Task<TResult>> work, int degree, CancellationToken cancellationToken) => MapAsync(ToAsync(source), work, degree, cancellationToken);

    private static async IAsyncEnumerable<TResult> MapAsync<T, TResult>(
        IAsyncEnumerable<T> source, Func<T, CancellationToken, Task<TResult>> work, int degree, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<TResult>>(degree);
        try
        {
            await foreach (T item in source.WithCancellation(stop.Token).ConfigureAwait(false))
            {
                if (underWay.Count == degree) yield return await underWay.Dequeue().ConfigureAwait(false);
                underWay.Enqueue(work(item, stop.Token));
            }

            while (underWay.TryDequeue(out Task<TResult>? next)) yield return await next.ConfigureAwait(false);
        }
        finally
        {
            if (underWay.Count > 0)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                foreach (Task<TResult> task in underWay) await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

#pragma warning disable CS1998 // A list that is there needs no waiting.
    private static async IAsyncEnumerable<T> ToAsync<T>(IReadOnlyList<T> source)
#pragma warning restore CS1998
    {
        foreach (T item in source) yield return item;
    }
}
