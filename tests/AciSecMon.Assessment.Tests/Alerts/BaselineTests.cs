using AciSecMon.Assessment.Metrics;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Alerts;

/// <summary>What is usual, and what stands out.</summary>
public sealed class BaselineTests
{
    [Fact]
    public void The_usual_lies_between_the_lowest_and_the_highest_whatever_the_order() => Gen.Double[-1e9, 1e9].Array[1, 50].Sample(static values =>
    {
        double usual = Baseline.Of(values)!.Value;
        return usual >= values.Min() && usual <= values.Max() && Baseline.Of([.. Enumerable.Reverse(values)])!.Value.Equals(usual);
    });

    [Fact]
    public void What_stands_out_is_never_the_most_of_the_values() => Gen.Double[0, 1e6].Array[0, 60].Sample(static values => Baseline.Outliers(values, 0).Count <= values.Length / 2);

    [Fact]
    public void A_spike_stands_out_and_a_flat_row_does_not()
    {
        double[] flat = [.. Enumerable.Repeat(100d, 20)];
        double[] spike = [.. flat, 900];

        Assert.Empty(Baseline.Outliers(flat, 10));
        Assert.Equal([20], Baseline.Outliers(spike, 10));
        Assert.Empty(Baseline.Outliers(spike, 1000));
    }

    [Fact]
    public void A_few_values_have_no_usual_to_stand_out_from() => Assert.Empty(Baseline.Outliers([1, 1, 1, 900], 0));
}
