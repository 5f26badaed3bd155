using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>Says whether a part of a template mentions container instances at all.</summary>
internal static class ContainerInstanceText
{
    private const string Provider = "containerinstance";

    /// <summary>True where the provider's name stands in any text of the value, or the value is too large to be looked through.</summary>
    public static bool IsIn(Value value, Budget budget)
    {
        var open = new Stack<Value>();
        open.Push(value);
        while (open.TryPop(out Value? next))
        {
            if (!budget.TryTake(1)) return true;
            switch (next)
            {
                case StringValue text when text.Text.Contains(Provider, StringComparison.OrdinalIgnoreCase):
                    return true;
                case ArrayValue array:
                    foreach (Value item in array.Items) open.Push(item);
                    break;
                case ObjectValue obj:
                    foreach (Property property in obj.Properties) open.Push(property.Value);
                    break;
            }
        }

        return false;
    }
}
