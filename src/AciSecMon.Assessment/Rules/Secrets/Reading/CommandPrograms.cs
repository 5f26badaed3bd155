namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>Options that take a secret and do not say so in their name.</summary>
internal static class CommandPrograms
{
    /// <param name="Program">Name of the program, without folder and extension; followed by its first word where only that subcommand takes the option so.</param>
    /// <param name="Option">The option; compared with case.</param>
    /// <param name="Form">How the secret follows.</param>
    private sealed record SecretOption(string Program, string Option, OptionForm Form);

    private enum OptionForm
    {
        /// <summary>In the same word: <c>-pSECRET</c>.</summary>
        Joined,

        /// <summary>As the next word.</summary>
        Separate,

        /// <summary>Either way.</summary>
        Both,

        /// <summary>As the next word, as <c>user:password</c>.</summary>
        Pair,
    }

    // Sources: the manuals of the programs.
    private static readonly SecretOption[] Options =
    [
        new("mysql", "-p", OptionForm.Joined), new("mysqldump", "-p", OptionForm.Joined), new("mysqladmin", "-p", OptionForm.Joined),
        new("mariadb", "-p", OptionForm.Joined), new("mariadb-dump", "-p", OptionForm.Joined), new("mariadb-admin", "-p", OptionForm.Joined),
        new("mongo", "-p", OptionForm.Both), new("mongosh", "-p", OptionForm.Both), new("mongodump", "-p", OptionForm.Both), new("mongorestore", "-p", OptionForm.Both),
        new("sshpass", "-p", OptionForm.Both), new("redis-cli", "-a", OptionForm.Separate), new("ldapsearch", "-w", OptionForm.Both),
        new("sqlcmd", "-P", OptionForm.Both), new("bcp", "-P", OptionForm.Both), new("docker login", "-p", OptionForm.Separate), new("podman login", "-p", OptionForm.Separate),
        new("az login", "-p", OptionForm.Separate), new("curl", "-u", OptionForm.Pair), new("curl", "--user", OptionForm.Pair), new("curl", "--proxy-user", OptionForm.Pair),
    ];

    /// <summary>True for a program, or a program with its subcommand, that has such options.</summary>
    public static bool IsKnown(string program) => Array.Exists(Options, o => o.Program == program);

    /// <summary>True for a program of which a subcommand has such options.</summary>
    public static bool HasSubcommands(string program) => Array.Exists(Options, o => o.Program.StartsWith(program, StringComparison.Ordinal) && o.Program.AsSpan(program.Length).StartsWith(" "));

    /// <summary>The secret within an option's own word; null where it holds none.</summary>
    public static string? JoinedSecret(string program, string word)
    {
        foreach (SecretOption option in Options)
        {
            if (option.Form is OptionForm.Joined or OptionForm.Both && option.Program == program && word.Length > option.Option.Length + 1
                && word.StartsWith(option.Option, StringComparison.Ordinal) && word[1] != '-')
            {
                return word[option.Option.Length..];
            }
        }

        return null;
    }

    /// <summary>True where the word after this option is a secret, or holds one after a colon.</summary>
    public static bool TakesSecret(string program, string option, out bool asPair)
    {
        foreach (SecretOption known in Options)
        {
            if (known.Form != OptionForm.Joined && known.Program == program && known.Option == option)
            {
                asPair = known.Form == OptionForm.Pair;
                return true;
            }
        }

        asPair = false;
        return false;
    }
}
