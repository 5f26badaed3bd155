using AciSecMon.Assessment.Rules.Settings;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Rules.Settings;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("abc", "abxc", 1)]
    [InlineData("abc", "axc", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_counts_edits(string first, string second, int expected) => Assert.Equal(expected, NearestName.Distance(first, second));

    [Fact]
    public void The_distance_is_the_same_both_ways_and_at_most_the_longer_length() =>
        Gen.Select(Gen.String[Gen.Char['a', 'd'], 0, 12], Gen.String[Gen.Char['a', 'd'], 0, 12]).Sample(static (a, b) =>
        {
            int distance = NearestName.Distance(a, b);
            Assert.Equal(distance, NearestName.Distance(b, a));
            Assert.InRange(distance, Math.Abs(a.Length - b.Length), Math.Max(a.Length, b.Length));
            Assert.Equal(a == b, distance == 0);
        });
}
