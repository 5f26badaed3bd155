using AciSecMon.Connections;
using AciSecMon.Errors;
using AciSecMon.Formatting;
using AciSecMon.Isolation;
using AciSecMon.Pipeline;

namespace AciSecMon.Commands;

/// <summary>What all cmdlets share that may ask Azure: the connection, and the count of what it cost.</summary>
public abstract class ConnectedCommand : AsyncCmdlet
{
    private readonly Dictionary<AciConnection, AciCallStatistics> used = [];

    /// <summary>The connection to work with: the one that is named, that of the runspace, or one by the default order, which is then that of the runspace.</summary>
    private protected AciConnection Connected(AciConnection? named)
    {
        AciConnection? connection = named ?? CurrentConnection.Get();
        if (connection is null)
        {
            connection = SignIn();
            CurrentConnection.Set(connection);
            used[connection] = new AciCallStatistics();
        }

        if (!used.ContainsKey(connection)) used[connection] = Engine.Azure.StatisticsOf(connection);
        return connection;
    }

    /// <summary>The last part of the cmdlet's work.</summary>
    private protected virtual void Finish()
    {
    }

    /// <summary>Ends the work, and says under -Verbose what it cost.</summary>
    protected sealed override void EndProcessing()
    {
        Finish();
        foreach ((AciConnection connection, AciCallStatistics before) in used)
        {
            WriteVerbose($"{connection.Environment}: {CallText.Of(before, Engine.Azure.StatisticsOf(connection))}.");
        }
    }

    /// <summary>Gives a value, or ends the cmdlet where what was asked for is wrong.</summary>
    private protected T Required<T>(Func<T> request)
    {
        try
        {
            return request();
        }
        catch (AciProblemException wrong)
        {
            ThrowTerminatingError(ErrorRecords.From(wrong));
            throw;
        }
    }

    /// <summary>Signs in as Connect-AciSecMon without parameters does. What there is to say about a failure, the engine says: it knows what was tried.</summary>
    private AciConnection SignIn()
    {
        var request = new ConnectionRequest { Credential = AciCredentialKind.Default, HasAzSession = AzSession.IsLoaded(this) };
        AciConnection connection = Await(cancellationToken => Engine.Azure.ConnectAsync(request, Reporter, cancellationToken));
        WriteVerbose($"Signed in as {connection.Account} by {connection.Credential}.");
        return connection;
    }
}
