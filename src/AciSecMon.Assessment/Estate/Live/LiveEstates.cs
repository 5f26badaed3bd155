namespace AciSecMon.Assessment.Estate.Live;

/// <summary>Gives the living estate behind a connection.</summary>
internal static class LiveEstates
{
    /// <summary>The estate.</summary>
    /// <exception cref="AciProblemException">The connection was made in another process or was given up.</exception>
    public static ILiveEstate Of(AciConnection connection) => connection.EngineState as ILiveEstate
        ?? throw new AciProblemException(new AciProblem
        {
            Id = "AciConnectionClosed",
            Kind = AciProblemKind.Connection,
            Message = $"The connection of {connection} cannot be used: it was stored and read again, or made in another process.",
            Target = connection.ToString(),
            Recommendation = "Connect again with Connect-AciSecMon.",
        });
}
