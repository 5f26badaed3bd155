namespace AciSecMon.Shell;

internal static class Help
{
    public const string Text = """
        AciSecMon.Shell runs AciSecMon where no PowerShell is installed.

          AciSecMon.Shell "command"             runs a command line; all words are joined
          AciSecMon.Shell -File script.ps1 ...  runs a script with the arguments that follow
          AciSecMon.Shell -                     runs what comes on standard input
          AciSecMon.Shell -Help                 shows this text

          -NoModule  before the rest: do not import AciSecMon first

        From the repository:

          dotnet run --project src/tools/AciSecMon.Shell -- "Get-AciSecurityFinding -Path main.json"
          dotnet run --project src/tools/AciSecMon.Shell -- "Get-Help Get-AciSecurityFinding -Full"

        It is the engine of PowerShell with a plain console around it, not PowerShell: beside AciSecMon's own cmdlets only the engine's core cmdlets exist,
        such as Get-Command, Get-Help, Get-Module, Import-Module, ForEach-Object, Where-Object and Out-Default. Format-*, Select-Object, Sort-Object,
        Get-ChildItem, Get-Content, ConvertTo-Json and their like are part of PowerShell itself; install it to use them.

        Results and information go to standard output; errors, warnings, verbose and progress go to standard error. Colours are left out where NO_COLOR is set
        or the output is redirected. The exit code is 0, or 1 where anything wrote an error; a script's own exit code is kept.

        """;
}
