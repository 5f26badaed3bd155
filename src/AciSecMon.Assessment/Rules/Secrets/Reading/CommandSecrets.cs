using System.Buffers;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>Judges command lines, of containers and of probes.</summary>
internal static class CommandSecrets
{
    private static readonly SearchValues<char> OptionCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>
    /// Says Fail at most once, because a command has one place: for the first secret, with the number of further ones. Otherwise Unknown where a word is
    /// not known; otherwise nothing.
    /// </summary>
    public static void Judge(Judgement judgement, Place place, Value command, string what)
    {
        List<(Value Value, ClearSecret Secret)> found = Find(command);
        if (found.Count > 0)
        {
            (Value value, ClearSecret secret) = found.Find(static f => f.Secret.Severity is null) is { Secret: not null } certain ? certain : found[0];
            string more = found.Count == 1 ? string.Empty : $" The same command holds {found.Count - 1} more.";
            judgement.FailSecret(place, value, secret.Kind, $"Everyone who can read the group can read {SecretWords.A(secret.Kind)} in {what}: {secret.Reason}.{more}", "No secret in clear", secret.Severity);
        }
        else if (FirstOpen(command) is { } open)
        {
            judgement.Unknown(place, open, $"Whether {what} holds a secret could not be decided: {ValueText.WhyOpen(open)}.");
        }
    }

    /// <summary>Every secret of a command, with the item that holds it; one for each item.</summary>
    private static List<(Value Value, ClearSecret Secret)> Find(Value command)
    {
        var found = new List<(Value Value, ClearSecret Secret)>();
        IEnumerable<Value> items = command is ArrayValue ? command.Items : [command];
        foreach (Value item in items)
        {
            if ((ClearSecret.ByFlow(item) ?? ClearSecret.ByLook(item)) is { } secret) found.Add((item, secret));
        }

        if (command.Rest is { } rest && !ReferenceEquals(rest, command) && ClearSecret.ByFlow(rest) is { } hidden) found.Add((rest, hidden));
        foreach ((Value value, ClearSecret secret) in ByOption(CommandWords.Of(command)))
        {
            if (!found.Exists(f => ReferenceEquals(f.Value, value))) found.Add((value, secret));
        }

        return found;
    }

    private static IEnumerable<(Value Value, ClearSecret Secret)> ByOption(List<CommandWord> words)
    {
        string program = string.Empty;
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i].Text is not { Length: > 0 } word) continue;
            if (word[0] != '-')
            {
                program = NextProgram(program, word);
            }
            else if (CommandPrograms.JoinedSecret(program, word) is { } joined)
            {
                if (Credentials.CanBeSecret(joined, SecretKinds.Password)) yield return (words[i].Source, new(SecretKinds.Password, $"{program} takes it with {word[..2]}"));
            }
            else if (i + 1 < words.Count && OfNext(program, word, words[i + 1]) is { } secret)
            {
                yield return (words[i + 1].Source, secret);
            }
        }
    }

    /// <summary>In a script any word may begin the next command: a known program is one wherever it stands.</summary>
    private static string NextProgram(string program, string word)
    {
        string name = word[(word.LastIndexOfAny(['/', '\\']) + 1)..];
        if (name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)) name = name[..^4];
        if (CommandPrograms.IsKnown(name) || CommandPrograms.HasSubcommands(name)) return name;
        return CommandPrograms.HasSubcommands(program) ? $"{program} {word}" : program;
    }

    /// <summary>The secret that an option announces in the next word.</summary>
    private static ClearSecret? OfNext(string program, string option, CommandWord next)
    {
        if (option.AsSpan().ContainsAnyExcept(OptionCharacters)) return null;
        bool known = CommandPrograms.TakesSecret(program, option, out bool asPair);
        SecretName says = known ? new(SecretNameStrength.Secret, SecretKinds.Password) : SecretNames.Classify(option.TrimStart('-'));
        if (says.Strength != SecretNameStrength.Secret || (next.Text is { } text && (text.StartsWith('-') || !CanBeSecret(text, says.Kind, asPair)))) return null;
        string name = asPair || known ? $"{program} takes it with {option}" : $"the option {DisplayName.Of(option)} stands before it";
        return new(says.Kind, name);
    }

    private static bool CanBeSecret(string text, string kind, bool asPair)
    {
        if (!asPair) return Credentials.CanBeSecret(text, kind);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Credentials.CanBeSecret(text.AsSpan(colon + 1), kind);
    }

    private static Value? FirstOpen(Value command)
    {
        if (ClearSlots.IsOpen(command)) return command;
        foreach (Value item in command.Items)
        {
            if (ClearSlots.IsOpen(item)) return item;
        }

        return command is ArrayValue { Rest: { } rest } ? rest : null;
    }
}
