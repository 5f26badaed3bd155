using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace AciSecMon.Module.Tests.Support;

/// <summary>A runspace of the real engine.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace runspace;

    private Engine(Runspace runspace) => this.runspace = runspace;

    /// <summary>A runspace with the given cmdlet classes and nothing of the module.</summary>
    public static Engine WithCmdlets(PSHost? host, params (string Name, Type Type)[] cmdlets)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        foreach ((string name, Type type) in cmdlets) state.Commands.Add(new SessionStateCmdletEntry(name, type, helpFileName: null));
        return Open(host, state);
    }

    /// <summary>A runspace that has imported the staged module.</summary>
    public static Engine WithModule(PSHost? host = null)
    {
        Engine engine = Open(host, InitialSessionState.CreateDefault2());
        Outcome import = engine.Run($"Import-Module '{StagedModule.Manifest}'");
        Assert.Empty(import.Errors);
        return engine;
    }

    /// <summary>Runs a script to its end.</summary>
    public Outcome Run(string script, params (string Name, object? Value)[] variables)
    {
        foreach ((string name, object? value) in variables) runspace.SessionStateProxy.SetVariable(name, value);
        using PowerShell shell = Create(script);
        var output = new PSDataCollection<PSObject>();
        Exception? thrown = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException failure)
        {
            thrown = failure;
        }

        // The streams are emptied with the pipeline that they belong to.
        return new Outcome([.. output], [.. shell.Streams.Error], new Notes(shell.Streams), thrown);
    }

    /// <summary>Runs a script whose output is laid out by the views; gives the lines.</summary>
    public static string[] Render(Engine engine, CapturingHost host, string script)
    {
        using PowerShell shell = engine.Create(script);
        shell.AddCommand("Out-Default");
        shell.Invoke();
        return host.TakeLines();
    }

    /// <summary>A pipeline that the caller starts.</summary>
    public PowerShell Create(string script)
    {
        var shell = PowerShell.Create(runspace);
        shell.AddScript(script, useLocalScope: false);
        return shell;
    }

    /// <inheritdoc/>
    public void Dispose() => runspace.Dispose();

    private static Engine Open(PSHost? host, InitialSessionState state)
    {
        Runspace runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        return new Engine(runspace);
    }
}

/// <summary>What a script gave.</summary>
internal sealed record Outcome(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> NonTerminating, Notes Streams, Exception? Thrown)
{
    /// <summary>The error records, the terminating one included.</summary>
    public IReadOnlyList<ErrorRecord> Errors =>
        [.. NonTerminating, .. Thrown is RuntimeException { ErrorRecord: { } record } ? new[] { record } : []];

    /// <summary>The output as one type.</summary>
    public T[] As<T>() => [.. Output.Select(static item => (T)item.BaseObject)];
}

/// <summary>What a script said beside its output and errors.</summary>
internal sealed class Notes(PSDataStreams streams)
{
    public IReadOnlyList<VerboseRecord> Verbose { get; } = [.. streams.Verbose];

    public IReadOnlyList<WarningRecord> Warning { get; } = [.. streams.Warning];

    public IReadOnlyList<InformationRecord> Information { get; } = [.. streams.Information];

    public IReadOnlyList<ProgressRecord> Progress { get; } = [.. streams.Progress];
}
