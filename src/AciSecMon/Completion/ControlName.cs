namespace AciSecMon.Completion;

/// <summary>Names of controls, as findings spell them and as people type them.</summary>
internal static class ControlName
{
    /// <summary>The benchmark that all controls belong to.</summary>
    public const string Benchmark = "MCSB";

    /// <summary>The name without its benchmark, so that what a finding shows can be given back.</summary>
    public static string Short(string control) =>
        control.StartsWith(Benchmark + " ", StringComparison.OrdinalIgnoreCase) ? control[(Benchmark.Length + 1)..] : control;
}
