using System.Globalization;
using System.Management.Automation.Host;

namespace AciSecMon.Shell.Host;

/// <summary>What PowerShell's engine asks of the program that it runs in.</summary>
internal sealed class ShellHost : PSHost
{
    /// <summary>The console.</summary>
    public Terminal Terminal { get; }

    /// <summary>What a script asked for with <c>exit</c>; null where none did.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public override PSHostUserInterface UI { get; }

    /// <inheritdoc/>
    public override string Name => "AciSecMon.Shell";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public ShellHost()
    {
        Terminal = new Terminal();
        UI = new ShellUserInterface(Terminal);
    }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException("This shell has no prompt.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt()
    {
        // There is no prompt to leave.
    }

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
        // A native program shares the console as it is.
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
        // As above.
    }
}
