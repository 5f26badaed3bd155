namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>All functions of the template language, by name. Names ignore case.</summary>
internal static class FunctionRegistry
{
    private static readonly Dictionary<string, FunctionDefinition> ByName = new(StringComparer.OrdinalIgnoreCase);

    static FunctionRegistry()
    {
        FunctionDefinition[][] groups =
        [
            StringFunctions.All, EncodingFunctions.All, FormatFunctions.All, HashFunctions.All, SequenceFunctions.All, ArrayFunctions.All, ObjectFunctions.All, ComparisonFunctions.All,
            LogicalFunctions.All, NumericFunctions.All, DateFunctions.All, CidrFunctions.All, LambdaFunctions.All, ScopeFunctions.All,
            ResourceIdFunctions.All, RuntimeFunctions.All, TemplateFunctions.All,
        ];
        foreach (FunctionDefinition[] group in groups)
        {
            foreach (FunctionDefinition function in group) ByName.Add(function.Name, function);
        }
    }

    public static IReadOnlyCollection<FunctionDefinition> All => ByName.Values;

    /// <summary>The function of that name, or the one that stands for all functions that list keys; null where there is none.</summary>
    public static FunctionDefinition? Find(string name)
    {
        if (ByName.TryGetValue(name, out FunctionDefinition? function)) return function;
        return RuntimeFunctions.IsListFunction(name) ? RuntimeFunctions.List : null;
    }
}
