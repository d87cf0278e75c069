/** Which cities each interstate joins, in driving order. Two highways that share a pair of neighbours share the road. */
export const highways: ReadonlyArray<readonly [name: string, cities: string]> = [
  [
    'I-5',
    'San Diego, CA; Los Angeles, CA; Buttonwillow, CA; Los Banos, CA; Stockton, CA; Sacramento, CA; Redding, CA; Medford, OR; Roseburg, OR; Eugene, OR; Salem, OR; Portland, OR; Olympia, WA; Tacoma, WA; Seattle, WA; Bellingham, WA',
  ],
  ['I-4', 'Tampa, FL; Orlando, FL; Daytona Beach, FL'],
  ['I-8', 'San Diego, CA; El Centro, CA; Yuma, AZ; Casa Grande, AZ'],
  [
    'I-10',
    'Los Angeles, CA; San Bernardino, CA; Indio, CA; Blythe, CA; Phoenix, AZ; Casa Grande, AZ; Tucson, AZ; Lordsburg, NM; Las Cruces, NM; El Paso, TX; Van Horn, TX; Fort Stockton, TX; Junction, TX; San Antonio, TX; Houston, TX; Beaumont, TX; Lafayette, LA; Baton Rouge, LA; New Orleans, LA; Gulfport, MS; Mobile, AL; Pensacola, FL; Tallahassee, FL; Lake City, FL; Jacksonville, FL',
  ],
  ['I-12', 'Baton Rouge, LA; Hammond, LA; Gulfport, MS'],
  [
    'I-15',
    'San Diego, CA; San Bernardino, CA; Barstow, CA; Las Vegas, NV; St. George, UT; Beaver, UT; Provo, UT; Salt Lake City, UT; Ogden, UT; Pocatello, ID; Idaho Falls, ID; Butte, MT; Helena, MT; Great Falls, MT',
  ],
  ['I-16', 'Macon, GA; Savannah, GA'],
  ['I-17', 'Phoenix, AZ; Flagstaff, AZ'],
  [
    'I-20',
    'Van Horn, TX; Odessa, TX; Abilene, TX; Fort Worth, TX; Dallas, TX; Tyler, TX; Shreveport, LA; Monroe, LA; Jackson, MS; Meridian, MS; Tuscaloosa, AL; Birmingham, AL; Atlanta, GA; Augusta, GA; Columbia, SC; Florence, SC',
  ],
  ['I-22', 'Memphis, TN; Tupelo, MS; Birmingham, AL'],
  ['I-24', 'Chattanooga, TN; Nashville, TN; Clarksville, TN; Paducah, KY; Marion, IL'],
  [
    'I-25',
    'Las Cruces, NM; Albuquerque, NM; Santa Fe, NM; Raton, NM; Pueblo, CO; Colorado Springs, CO; Denver, CO; Fort Collins, CO; Cheyenne, WY; Casper, WY; Buffalo, WY',
  ],
  ['I-26', 'Bristol, TN; Asheville, NC; Spartanburg, SC; Columbia, SC; Charleston, SC'],
  ['I-27', 'Lubbock, TX; Amarillo, TX'],
  [
    'I-29',
    'Kansas City, MO; St. Joseph, MO; Omaha, NE; Sioux City, IA; Sioux Falls, SD; Watertown, SD; Fargo, ND; Grand Forks, ND',
  ],
  ['I-30', 'Dallas, TX; Texarkana, TX; Little Rock, AR'],
  [
    'I-35',
    'Laredo, TX; San Antonio, TX; Austin, TX; Waco, TX; Dallas, TX; Oklahoma City, OK; Wichita, KS; Emporia, KS; Kansas City, MO; Des Moines, IA; Clear Lake, IA; Albert Lea, MN; Minneapolis, MN; Duluth, MN; Superior, WI',
  ],
  ['I-37', 'Corpus Christi, TX; San Antonio, TX'],
  ['I-39', 'Bloomington, IL; Rockford, IL; Madison, WI; Wausau, WI'],
  [
    'I-40',
    'Barstow, CA; Needles, CA; Kingman, AZ; Flagstaff, AZ; Gallup, NM; Albuquerque, NM; Tucumcari, NM; Amarillo, TX; Elk City, OK; Oklahoma City, OK; Fort Smith, AR; Little Rock, AR; Memphis, TN; Jackson, TN; Nashville, TN; Cookeville, TN; Knoxville, TN; Asheville, NC; Statesville, NC; Winston-Salem, NC; Greensboro, NC; Durham, NC; Raleigh, NC; Wilmington, NC',
  ],
  ['I-43', 'Milwaukee, WI; Green Bay, WI'],
  [
    'I-44',
    'Wichita Falls, TX; Oklahoma City, OK; Tulsa, OK; Joplin, MO; Springfield, MO; Rolla, MO; St. Louis, MO',
  ],
  ['I-45', 'Dallas, TX; Huntsville, TX; Houston, TX'],
  ['I-49', 'Lafayette, LA; Alexandria, LA; Shreveport, LA; Texarkana, TX; Fort Smith, AR; Joplin, MO'],
  [
    'I-55',
    'New Orleans, LA; Hammond, LA; Jackson, MS; Grenada, MS; Memphis, TN; Sikeston, MO; Cape Girardeau, MO; St. Louis, MO; Springfield, IL; Bloomington, IL; Joliet, IL; Chicago, IL',
  ],
  ['I-57', 'Sikeston, MO; Marion, IL; Mount Vernon, IL; Effingham, IL; Champaign, IL; Chicago, IL'],
  [
    'I-59',
    'New Orleans, LA; Hattiesburg, MS; Meridian, MS; Tuscaloosa, AL; Birmingham, AL; Gadsden, AL; Chattanooga, TN',
  ],
  [
    'I-64',
    'St. Louis, MO; Mount Vernon, IL; Evansville, IN; Louisville, KY; Lexington, KY; Huntington, WV; Charleston, WV; Beckley, WV; Staunton, VA; Charlottesville, VA; Richmond, VA; Norfolk, VA',
  ],
  [
    'I-65',
    'Mobile, AL; Montgomery, AL; Birmingham, AL; Decatur, AL; Nashville, TN; Bowling Green, KY; Louisville, KY; Indianapolis, IN; Lafayette, IN; Gary, IN',
  ],
  ['I-69', 'Evansville, IN; Indianapolis, IN; Fort Wayne, IN; Lansing, MI; Flint, MI'],
  [
    'I-70',
    'Beaver, UT; Green River, UT; Grand Junction, CO; Glenwood Springs, CO; Denver, CO; Limon, CO; Hays, KS; Salina, KS; Topeka, KS; Kansas City, MO; Columbia, MO; St. Louis, MO; Effingham, IL; Terre Haute, IN; Indianapolis, IN; Dayton, OH; Columbus, OH; Wheeling, WV; Pittsburgh, PA; Breezewood, PA; Hagerstown, MD; Frederick, MD; Baltimore, MD',
  ],
  ['I-71', 'Louisville, KY; Cincinnati, OH; Columbus, OH; Mansfield, OH; Cleveland, OH'],
  [
    'I-74',
    'Davenport, IA; Galesburg, IL; Peoria, IL; Bloomington, IL; Champaign, IL; Indianapolis, IN; Cincinnati, OH',
  ],
  [
    'I-75',
    'Miami, FL; Naples, FL; Fort Myers, FL; Tampa, FL; Ocala, FL; Lake City, FL; Valdosta, GA; Macon, GA; Atlanta, GA; Chattanooga, TN; Knoxville, TN; Lexington, KY; Cincinnati, OH; Dayton, OH; Lima, OH; Toledo, OH; Detroit, MI; Flint, MI; Saginaw, MI; Gaylord, MI; Sault Ste. Marie, MI',
  ],
  ['I-76', 'Denver, CO; Sterling, CO; Big Springs, NE'],
  [
    'I-76 (East)',
    'Akron, OH; Youngstown, OH; Pittsburgh, PA; Breezewood, PA; Harrisburg, PA; Philadelphia, PA',
  ],
  [
    'I-77',
    'Columbia, SC; Charlotte, NC; Statesville, NC; Wytheville, VA; Beckley, WV; Charleston, WV; Marietta, OH; Akron, OH; Cleveland, OH',
  ],
  ['I-78', 'Harrisburg, PA; Allentown, PA; Newark, NJ'],
  ['I-79', 'Charleston, WV; Morgantown, WV; Pittsburgh, PA; Erie, PA'],
  [
    'I-80',
    'Oakland, CA; Sacramento, CA; Reno, NV; Winnemucca, NV; Elko, NV; Wendover, UT; Salt Lake City, UT; Evanston, WY; Rock Springs, WY; Rawlins, WY; Laramie, WY; Cheyenne, WY; Sidney, NE; Big Springs, NE; North Platte, NE; Kearney, NE; Lincoln, NE; Omaha, NE; Des Moines, IA; Iowa City, IA; Davenport, IA; Joliet, IL; Gary, IN; South Bend, IN; Toledo, OH; Cleveland, OH; Youngstown, OH; Clearfield, PA; Bloomsburg, PA; Hazleton, PA; Stroudsburg, PA; Newark, NJ',
  ],
  [
    'I-81',
    'Knoxville, TN; Bristol, TN; Wytheville, VA; Roanoke, VA; Staunton, VA; Winchester, VA; Hagerstown, MD; Harrisburg, PA; Hazleton, PA; Scranton, PA; Binghamton, NY; Syracuse, NY; Watertown, NY',
  ],
  ['I-82', 'Ellensburg, WA; Yakima, WA; Kennewick, WA; Pendleton, OR'],
  ['I-83', 'Harrisburg, PA; Baltimore, MD'],
  [
    'I-84',
    'Portland, OR; The Dalles, OR; Pendleton, OR; Baker City, OR; Boise, ID; Twin Falls, ID; Burley, ID; Ogden, UT',
  ],
  ['I-84 (East)', 'Scranton, PA; Newburgh, NY; Hartford, CT; Worcester, MA'],
  [
    'I-85',
    'Montgomery, AL; Auburn, AL; Atlanta, GA; Greenville, SC; Spartanburg, SC; Charlotte, NC; Greensboro, NC; Durham, NC; Petersburg, VA; Richmond, VA',
  ],
  ['I-86', 'Burley, ID; Pocatello, ID'],
  ['I-87', 'New York, NY; Newburgh, NY; Albany, NY; Plattsburgh, NY'],
  ['I-89', 'Concord, NH; White River Junction, VT; Burlington, VT'],
  [
    'I-90',
    "Seattle, WA; Ellensburg, WA; Moses Lake, WA; Spokane, WA; Coeur d'Alene, ID; Missoula, MT; Butte, MT; Bozeman, MT; Billings, MT; Sheridan, WY; Buffalo, WY; Gillette, WY; Rapid City, SD; Murdo, SD; Mitchell, SD; Sioux Falls, SD; Albert Lea, MN; La Crosse, WI; Tomah, WI; Madison, WI; Rockford, IL; Chicago, IL; Gary, IN; South Bend, IN; Toledo, OH; Cleveland, OH; Erie, PA; Buffalo, NY; Rochester, NY; Syracuse, NY; Utica, NY; Albany, NY; Springfield, MA; Worcester, MA; Boston, MA",
  ],
  ['I-91', 'New Haven, CT; Hartford, CT; Springfield, MA; Brattleboro, VT; White River Junction, VT'],
  ['I-93', 'Boston, MA; Concord, NH'],
  [
    'I-94',
    'Billings, MT; Miles City, MT; Glendive, MT; Dickinson, ND; Bismarck, ND; Jamestown, ND; Fargo, ND; St. Cloud, MN; Minneapolis, MN; Eau Claire, WI; Tomah, WI; Madison, WI; Milwaukee, WI; Chicago, IL; Gary, IN; Kalamazoo, MI; Jackson, MI; Detroit, MI',
  ],
  [
    'I-95',
    'Miami, FL; West Palm Beach, FL; Fort Pierce, FL; Daytona Beach, FL; Jacksonville, FL; Savannah, GA; Florence, SC; Fayetteville, NC; Rocky Mount, NC; Petersburg, VA; Richmond, VA; Fredericksburg, VA; Washington, DC; Baltimore, MD; Wilmington, DE; Philadelphia, PA; Newark, NJ; New York, NY; New Haven, CT; Providence, RI; Boston, MA; Portland, ME; Bangor, ME; Houlton, ME',
  ],
  ['I-96', 'Detroit, MI; Lansing, MI; Grand Rapids, MI'],
  ['I-135', 'Salina, KS; Wichita, KS'],
];
