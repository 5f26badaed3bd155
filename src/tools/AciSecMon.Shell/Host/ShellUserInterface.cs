using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AciSecMon.Shell.Host;

/// <summary>What the engine shows and asks.</summary>
internal sealed class ShellUserInterface(Terminal terminal) : PSHostUserInterface
{
    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => terminal.ColourOutput;

    /// <inheritdoc/>
    public override void Write(string value) => terminal.Write(value);

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => terminal.Write(value);

    /// <inheritdoc/>
    public override void WriteLine(string value) => terminal.Write(value + Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => terminal.WriteErrorText(value);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => terminal.WriteNote("DEBUG", message);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => terminal.WriteNote("VERBOSE", message);

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => terminal.WriteNote("WARNING", message);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record) => terminal.ShowProgress(record);

    /// <inheritdoc/>
    public override string ReadLine() => Answer();

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => throw new HostException("This shell does not ask for secrets.");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new HostException("This shell does not ask for credentials.");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new HostException("This shell does not ask for credentials.");

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteCaption(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (FieldDescription field in descriptions)
        {
            terminal.Write($"{field.Name}: ");
            answers[field.Name] = PSObject.AsPSObject(Answer());
        }

        return answers;
    }

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteCaption(caption, message);
        string[] labels = [.. choices.Select(static choice => choice.Label.Replace("&", string.Empty, StringComparison.Ordinal))];
        string[] keys = [.. choices.Select(static (choice, index) => Key(choice.Label, index))];
        while (true)
        {
            terminal.Write(string.Join("  ", labels.Select((label, index) => $"[{keys[index]}] {label}")) + ": ");
            string answer = Answer().Trim();
            if (answer.Length == 0 && defaultChoice >= 0) return defaultChoice;

            int chosen = Array.FindIndex(keys, key => key.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (chosen < 0) chosen = Array.FindIndex(labels, label => label.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0) return chosen;
        }
    }

    private static string Key(string label, int index)
    {
        int mark = label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < label.Length ? label[mark + 1].ToString() : index.ToString(CultureInfo.InvariantCulture);
    }

    // A pipeline without a person must not wait for one.
    private static string Answer() => Console.IsInputRedirected
        ? throw new HostException("There is nobody to ask: standard input is redirected.")
        : Console.ReadLine() ?? throw new HostException("Standard input has ended.");

    private void WriteCaption(string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption)) WriteLine(caption);
        if (!string.IsNullOrEmpty(message)) WriteLine(message);
    }
}
