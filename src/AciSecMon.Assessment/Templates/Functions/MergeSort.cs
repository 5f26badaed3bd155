using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Sorts by a comparison that need not be one: it may contradict itself without harm.</summary>
internal static class MergeSort
{
    /// <param name="items">Sorted in place; what compares neither way keeps its order.</param>
    /// <param name="isBefore">True where the first comes before the second.</param>
    public static void Sort(Value[] items, Func<Value, Value, bool> isBefore)
    {
        var from = items;
        var to = new Value[items.Length];
        for (int width = 1; width < items.Length; width *= 2)
        {
            for (int start = 0; start < items.Length; start += 2 * width)
            {
                Merge(from, to, start, Math.Min(start + width, items.Length), Math.Min(start + (2 * width), items.Length), isBefore);
            }

            (from, to) = (to, from);
        }

        if (!ReferenceEquals(from, items)) from.CopyTo(items, 0);
    }

    private static void Merge(Value[] from, Value[] to, int start, int middle, int end, Func<Value, Value, bool> isBefore)
    {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++)
        {
            bool takesRight = left >= middle || (right < end && isBefore(from[right], from[left]));
            to[at] = takesRight ? from[right++] : from[left++];
        }
    }
}
