using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace AciSecMon.Shell;

/// <summary>What the shell was asked to run.</summary>
internal enum CommandKind
{
    Help,
    Text,
    StandardInput,
}

/// <summary>The command line cannot be understood.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The shell's own arguments.</summary>
/// <param name="Kind">What to run.</param>
/// <param name="Text">The command line, or the call of the script; empty where it comes on standard input.</param>
/// <param name="ImportModule">False where AciSecMon is not to be imported first.</param>
internal sealed partial record CommandLine(CommandKind Kind, string Text, bool ImportModule)
{
    /// <summary>Understands the arguments.</summary>
    public static CommandLine Parse(string[] arguments, bool isInputRedirected)
    {
        bool importModule = true;
        int next = 0;
        if (next < arguments.Length && Is(arguments[next], "NoModule"))
        {
            importModule = false;
            next++;
        }

        if (next == arguments.Length) return new(isInputRedirected ? CommandKind.StandardInput : CommandKind.Help, string.Empty, importModule);

        string first = arguments[next];
        if (first == "-") return new(CommandKind.StandardInput, string.Empty, importModule);
        if (Is(first, "Help") || Is(first, "h") || Is(first, "?")) return new(CommandKind.Help, string.Empty, importModule);
        if (Is(first, "File")) return new(CommandKind.Text, CallOfScript(arguments[(next + 1)..]), importModule);
        if (Is(first, "Command")) next++;
        else if (Name().IsMatch(first)) throw new UsageException($"The option '{first}' is not known.");

        string text = string.Join(' ', arguments[next..]);
        if (string.IsNullOrWhiteSpace(text)) throw new UsageException("There is no command.");
        return new(CommandKind.Text, text, importModule);
    }

    private static string CallOfScript(string[] words)
    {
        if (words.Length == 0) throw new UsageException("-File needs a script.");

        string path = Path.GetFullPath(words[0]);
        if (!File.Exists(path)) throw new UsageException($"The script '{path}' does not exist.");

        // Names of parameters stay bare, so that the script binds them; everything else is a literal.
        IEnumerable<string> call = words.Skip(1).Select(static word => Name().IsMatch(word) ? word : Quote(word)).Prepend(Quote(path)).Prepend("&");
        return string.Join(' ', call);
    }

    private static string Quote(string word) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'";

    private static bool Is(string argument, string option) => argument.TrimStart('-').Equals(option, StringComparison.OrdinalIgnoreCase) && argument.StartsWith('-');

    [GeneratedRegex("^--?[A-Za-z][A-Za-z0-9]*:?$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
