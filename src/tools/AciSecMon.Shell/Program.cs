using System.Text;
using AciSecMon.Shell;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
try
{
    CommandLine commandLine = CommandLine.Parse(args, Console.IsInputRedirected);
    if (commandLine.Kind == CommandKind.Help)
    {
        Console.Out.Write(Help.Text);
        return 0;
    }

    return Session.Run(commandLine, commandLine.Kind == CommandKind.StandardInput ? await Console.In.ReadToEndAsync().ConfigureAwait(false) : null);
}
catch (UsageException wrong)
{
    await Console.Error.WriteLineAsync($"error: {wrong.Message} Use -Help to see what is possible.").ConfigureAwait(false);
    return 1;
}
