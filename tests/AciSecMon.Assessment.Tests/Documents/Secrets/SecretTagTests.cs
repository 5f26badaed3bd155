using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Documents.Secrets;

public sealed class SecretTagTests
{
    [Fact]
    public void Equal_secrets_have_equal_tags_within_a_run_and_different_secrets_do_not()
    {
        var tags = new SecretTag();
        Gen.Select(Gen.String[1, 40], Gen.String[1, 40]).Sample((a, b) => (tags.Of(a) == tags.Of(b)) == (a == b));
    }

    [Fact]
    public void Two_runs_share_no_tag_for_the_same_secret() =>
        Gen.String[1, 40].Sample(static secret => new SecretTag().Of(secret) != new SecretTag().Of(secret));

    [Theory]
    [InlineData(0, "password, under 8 characters, tag ")]
    [InlineData(7, "password, under 8 characters, tag ")]
    [InlineData(8, "password, 8-15 characters, tag ")]
    [InlineData(16, "password, 16-31 characters, tag ")]
    [InlineData(32, "password, 32 characters and over, tag ")]
    public void A_description_says_kind_length_class_and_tag(int length, string start)
    {
        var tags = new SecretTag();
        string secret = new('s', length);
        Assert.Equal(start + tags.Of(secret), tags.Describe("password", secret));
    }

    [Fact]
    public void A_marker_has_four_parts_and_never_the_secret()
    {
        var tags = new SecretTag();
        Gen.String[4, 60].Sample(secret =>
        {
            string marker = tags.ToMarker("odd:kind", secret);
            string[] parts = marker.Split(':');
            return marker.StartsWith(RedactedValue.Marker, StringComparison.Ordinal) && parts.Length == 5 && parts[2] == "odd kind" && parts[3] == LengthClass.Of(secret) && parts[4] == tags.Of(secret);
        });
    }
}
