namespace AciSecMon.Assessment.Policy;

/// <summary>What can be said of a condition: that it holds, that it does not, or that what it depends on is not known.</summary>
internal enum Truth : byte
{
    /// <summary>It does not hold.</summary>
    False,

    /// <summary>It depends on something that is not known.</summary>
    Unknown,

    /// <summary>It holds.</summary>
    True,
}

/// <summary>Logic of three values (Kleene): what is not known stays so only where it decides.</summary>
internal static class TruthLogic
{
    public static Truth Of(bool isTrue) => isTrue ? Truth.True : Truth.False;

    public static Truth Not(this Truth truth) => (Truth)(Truth.True - truth);

    public static Truth And(this Truth left, Truth right) => left < right ? left : right;

    public static Truth Or(this Truth left, Truth right) => left > right ? left : right;
}
