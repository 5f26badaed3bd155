using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate.Live;

/// <summary>Reads the container groups of a connection, each page as a part of the estate.</summary>
internal static class LiveGroups
{
    private static readonly HashSet<Facet> State = [Facet.InstanceView];

    /// <summary>Reads the groups. Where the state or an exact reading is asked for, a GET of each group takes the place of its row.</summary>
    public static async IAsyncEnumerable<EstateRead> ReadAsync(LiveInput input, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ILiveEstate estate = LiveEstates.Of(input.Connection);
        await foreach (LivePage page in estate.ReadGroupsAsync(input.Selection, reporter, cancellationToken).ConfigureAwait(false))
        {
            EstatePart part = ToPart(page, estate);
            if (page.IsWhole || !(input.IncludeState || input.IsExact))
            {
                yield return new EstateRead(estate.Source, part, [], null);
                continue;
            }

            await foreach (EstatePart some in GroupFacetReader.ReadBitByBitAsync(part, State, reporter, cancellationToken).ConfigureAwait(false))
                yield return new EstateRead(estate.Source, some, [], null);
        }
    }

    /// <summary>A row or resource as a group.</summary>
    public static GroupEntry ToEntry(ObjectValue row, bool isWhole, SourceFile source)
    {
        AciSubjectType kind = ResourceKinds.OfType(Envelope.TypeOf(row)) ?? ResourceKinds.OfId(Envelope.IdOf(row)) ?? AciSubjectType.ContainerGroup;
        return isWhole
            ? VariantBuilder.Build(Envelope.ToCanonical(row, kind), new GroupOrigin(kind, AciSourceKind.Resource, source))
            : VariantBuilder.Build(GraphShape.ToCanonical(row, kind), new GroupOrigin(kind, AciSourceKind.ResourceGraph, source));
    }

    private static EstatePart ToPart(LivePage page, ILiveEstate estate) => new()
    {
        Source = estate.Source,
        Groups = [.. page.Rows.Select(row => ToEntry(row, page.IsWhole, estate.Source))],
        Live = estate,
        Unread = page.Unread,
    };
}
