namespace AciSecMon.Azure.Coverage;

/// <summary>A list that was read, or the reason why it was not.</summary>
/// <typeparam name="T">What it lists.</typeparam>
/// <param name="Items">All of them; null where not all could be read.</param>
/// <param name="Why">Why not, as a part of a sentence; null where they were read.</param>
internal sealed record Listed<T>(IReadOnlyList<T>? Items, string? Why)
{
    /// <summary>The same list of something else.</summary>
    public Listed<TOther> Of<TOther>(Func<T, TOther?> read)
        where TOther : class => new(Items is null ? null : [.. Items.Select(read).OfType<TOther>()], Why);
}
