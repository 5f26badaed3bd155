using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Access;

/// <summary>
/// Compares what roles give, whatever service it is about: an identity that may stop machines or list keys is worth something to who may do neither. Reading by itself is not counted,
/// reaching data is. In doubt a part counts as more.
/// </summary>
internal static class PermissionCover
{
    private const string Read = "/read";

    /// <summary>True where everything that a part of a role may change, and every data that it reaches, is among what others give.</summary>
    /// <param name="held">What others give.</param>
    /// <param name="part">The part of the role.</param>
    public static bool Covers(IReadOnlyList<RolePermission> held, RolePermission part) =>
        part.Actions.Where(static action => !action.EndsWith(Read, StringComparison.OrdinalIgnoreCase)).All(action => IsNothing(action, part.NotActions) || held.Any(one => Takes(one.Actions, one.NotActions, action, part.NotActions)))
        && part.DataActions.All(action => IsNothing(action, part.NotDataActions) || held.Any(one => Takes(one.DataActions, one.NotDataActions, action, part.NotDataActions)));

    private static bool IsNothing(string pattern, IReadOnlyList<string> takenOut) => takenOut.Any(one => Fits(pattern, one));

    // What one takes out of itself again matters only where the part does not take it out, too.
    private static bool Takes(IReadOnlyList<string> patterns, IReadOnlyList<string> takenOut, string wanted, IReadOnlyList<string> notWanted) =>
        patterns.Any(one => Fits(wanted, one)) && takenOut.All(one => !MayMeet(one, wanted) || notWanted.Any(own => Fits(one, own)));

    // A star of the one is a text like any other to the other, which only a star of its own can take: so whatever the one can mean, the other takes.
    private static bool Fits(string inner, string outer) => TextPattern.Fits(inner, outer, knowsOne: false);

    // Two patterns can mean one action only where what stands before their first stars, and after their last ones, does not differ.
    private static bool MayMeet(string one, string other) =>
        Agree(one.Split('*')[0], other.Split('*')[0], static (text, part) => text.StartsWith(part, StringComparison.OrdinalIgnoreCase))
        && Agree(one.Split('*')[^1], other.Split('*')[^1], static (text, part) => text.EndsWith(part, StringComparison.OrdinalIgnoreCase));

    private static bool Agree(string one, string other, Func<string, string, bool> fits) => one.Length > other.Length ? fits(one, other) : fits(other, one);
}
