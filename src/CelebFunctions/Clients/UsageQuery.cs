using System.Globalization;
using CelebFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace CelebFunctions.Clients;

/// <summary>Reads which days are asked for.</summary>
internal static class UsageQuery
{
    public const int MostDays = 31, UsualDays = 7;

    /// <exception cref="ProblemException"><c>invalid-parameter</c>.</exception>
    public static int Read(IQueryCollection query)
    {
        var text = query["days"].ToString();
        if (text.Length == 0)
            return UsualDays;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays)
            return days;
        var problem = $"must be a whole number from 1 to {MostDays}";
        throw new ProblemException(ProblemCode.InvalidParameter, $"'days' {problem}.") { Errors = new Dictionary<string, string> { ["days"] = problem } };
    }
}
