namespace AciSecMon.Sandbox.Graph;

/// <summary>A condition on the text of one value of a row.</summary>
/// <param name="Operand">The value.</param>
/// <param name="Holds">Whether its text fits.</param>
internal sealed record GraphCondition(Operand Operand, Func<string, bool> Holds)
{
    /// <summary>True where the type of a row alone decides, so that no row has to be made for it.</summary>
    public bool IsOnType => Operand is { Column: "type", Steps.Count: 0 };
}
